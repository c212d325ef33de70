/** The code of a system error, such as `EEXIST`. Asks for no class: under Jest Node's errors are of another one. */
export function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
