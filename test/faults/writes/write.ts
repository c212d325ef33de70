import type { Rig } from '../rig.ts';

/** One request that changes something at Stripe, played up to the last word that has it sent. */
export interface Write {
  /** Whose lane it goes through. */
  readonly customer: string;
  readonly request: { readonly method: 'POST' | 'DELETE'; readonly path: string };
  /** What the sandbox tells it by, beside the path. */
  readonly params?: Readonly<Record<string, string>>;
  /** Says the last word; resolves once what is owed for it has come, and is as it should be. */
  carriedOut(): Promise<void>;
}

export type Played = (rig: Rig) => Promise<Write>;
