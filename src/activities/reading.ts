import { readFailure } from '../stripe/errors.ts';
import { beating } from './beating.ts';

/** Reads from Stripe. What fails tells the engine whether to try again, and nothing of what Stripe said. */
export async function reading<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await beating(read);
  } catch (error) {
    throw readFailure(error);
  }
}
