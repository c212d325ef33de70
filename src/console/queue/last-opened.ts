// Where somebody comes back to: the row of the task that they looked at last.
let lastOpened: string | undefined;

export function noteOpened(id: string): void {
  lastOpened = id;
}

/** Gives the focus back to that row, unless something else has it. */
export function returnToRow(): void {
  if (lastOpened === undefined || document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>(`.queue-rows [data-key="${CSS.escape(lastOpened)}"]`)?.focus();
}
