const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A task, by where it lives: its Workflow, and its name within that. */
export interface TaskPlace {
  readonly workflowId: string;
  readonly task: string;
}

/** A task's id outside of its Workflow: base64url of both, with a line feed between. Both are ASCII. */
export function taskIdOf({ workflowId, task }: TaskPlace): string {
  const codes = Array.from(`${workflowId}\n${task}`, (letter) => letter.charCodeAt(0));
  let id = '';
  for (let at = 0; at < codes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = codes.slice(at, at + 3);
    const bits = (first << 16) | (second << 8) | third;
    const letters = Math.min(codes.length - at, 3) + 1;
    for (let part = 0; part < letters; part += 1) id += LETTERS[(bits >> (18 - part * 6)) & 63];
  }
  return id;
}

/** Which task an id names; undefined where it is none. */
export function taskPlaceOf(id: string): TaskPlace | undefined {
  const bits = Array.from(id, (letter) => LETTERS.indexOf(letter));
  if (bits.includes(-1)) return undefined;
  let text = '';
  for (let at = 0; at < bits.length; at += 4) {
    const four = bits.slice(at, at + 4);
    const all = four.reduce((sum, part, n) => sum | (part << (18 - n * 6)), 0);
    for (let n = 0; n < four.length - 1; n += 1) text += String.fromCharCode((all >> (16 - n * 8)) & 255);
  }
  const [workflowId, task, ...more] = text.split('\n');
  if (!workflowId || !task || more.length > 0 || taskIdOf({ workflowId, task }) !== id) return undefined;
  return { workflowId, task };
}
