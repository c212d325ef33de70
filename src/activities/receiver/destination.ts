import { isLoopback, isPublic, literalIn } from './address.ts';
import type { Resolve } from './resolve.ts';

/** Where a receiver may be. */
export interface Reach {
  /** A receiver on this machine, over plain HTTP and on any port: for tests and the embedded default. */
  readonly loopback: boolean;
}

/** A URL with the addresses that were checked, which alone are connected to. */
export interface Destination {
  readonly url: URL;
  readonly addresses: readonly string[];
}

const PORTS = new Set(['', '8443']);

/** Checks a URL and resolves its name, once: whoever answers otherwise the second time is not asked. */
export async function destinationOf(
  text: string,
  { loopback }: Reach,
  resolve: Resolve,
): Promise<Destination | 'forbidden_address' | 'unknown_name'> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.username !== '' || url.password !== '') return 'forbidden_address';
  const onNet = url.protocol === 'https:' && PORTS.has(url.port);
  const onMachine = loopback && ['http:', 'https:'].includes(url.protocol);
  if (!onNet && !onMachine) return 'forbidden_address';

  const { hostname } = url;
  const literal = literalIn(hostname);
  const addresses = literal !== undefined ? [literal] : await addressesOf(hostname, loopback, resolve);
  if (addresses.length === 0) return 'unknown_name';
  // All of them, or none: a name that stands for one address within is not to be trusted with another.
  if (onNet && addresses.every(isPublic)) return { url, addresses };
  if (onMachine && addresses.every(isLoopback)) return { url, addresses };
  return 'forbidden_address';
}

async function addressesOf(name: string, loopback: boolean, resolve: Resolve): Promise<readonly string[]> {
  // Name servers do not know it.
  if (loopback && name === 'localhost') return ['127.0.0.1'];
  return resolve(name).catch(() => []);
}
