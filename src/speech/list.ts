/** "a, b or c", with what stands before the last, its spaces included. */
export function listed(parts: readonly string[], or: string): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')}${or}${parts.at(-1)}`;
}
