/** JSON text as a value, or undefined where it is none: what reads it says in its own words what is wrong. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
