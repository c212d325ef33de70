/* oxlint-disable typescript/no-unsafe-assignment -- plain JavaScript: what knows types is not installed yet */
// Read by any Node, however old: what is newer than 2017 stays out of this file and of its importer.

/** What to tell the person whose Node is too old, or nothing. */
export function complainOfNode(version) {
  const [major, minor] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 20)) return undefined;
  return `Tellerline needs Node 20.20 or newer, and this is ${version}. Install a newer one (nodejs.org) and try again.`;
}
