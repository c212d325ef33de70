interface Draft {
  readonly staff: string;
  readonly task: string;
  readonly field: string;
}

const of = (staff: string) => `tellerline.draft/${encodeURIComponent(staff)}/`;

/** Under which name a browser keeps a draft. */
export function draftName({ staff, task, field }: Draft): string {
  return `${of(staff)}${task}/${field}`;
}

/** Those of one member of staff among all names, of one task or of all. */
export function draftsOf(names: readonly string[], staff: string, task?: string): string[] {
  const prefix = task === undefined ? of(staff) : `${of(staff)}${task}/`;
  return names.filter((name) => name.startsWith(prefix));
}
