/**
 * Whether a message was sent by hand, from the Temporal UI or its command line, and not by our own processes. Such plain
 * JSON arrives wrapped by the payload codec, so that only `decide`, which unwraps it, can be sent that way.
 */
export function isByHand(arrived: unknown): boolean {
  return !isObject(arrived) || 'byHand' in arrived;
}

/** What a person sent by hand, or what arrived as it is. */
export function unwrapped(arrived: unknown): unknown {
  return isObject(arrived) && 'byHand' in arrived ? arrived['byHand'] : arrived;
}

/** A plain object, whose fields can be looked at. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
