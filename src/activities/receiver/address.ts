import ipaddr from 'ipaddr.js';

/** Metadata services that clouds keep at addresses of the public ranges. */
const METADATA = new Set(['168.63.129.16']);

/** All that is handed out for the public net; what lies outside leads elsewhere, NAT64 and mapped IPv4 among it. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an address is one of this machine alone. */
export function isLoopback(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'loopback';
}

/** Whether an address leads to the public net, and nowhere that only we can reach. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast' || METADATA.has(parsed.toString())) return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL);
}

/** The address that stands for a host in its URL, without brackets; undefined where the host is a name. */
export function literalIn(hostname: string): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return ipaddr.isValid(bare) ? bare : undefined;
}
