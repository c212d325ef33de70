import { type Problem, problem } from '../../contracts/problem.ts';

/** Why the API did not do what was asked; `not-answered` and `not-reached` where it said nothing to a look or an act. */
export interface Refusal extends Partial<Omit<Problem, 'latest' | 'say'>> {
  readonly name: string;
}

/** What a query or mutation of the console throws: always with a refusal. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.name);
    this.refusal = refusal;
  }
}

/** Reads an answer that is no success. */
export async function refusalOf(response: Response): Promise<Refusal> {
  const parsed = problem.safeParse(await response.json().catch(() => undefined));
  const requestId = response.headers.get('request-id');
  const known = parsed.success ? parsed.data : {};
  return {
    name: parsed.success ? parsed.data.type.replace('/problems/', '') : 'internal',
    status: response.status,
    ...known,
    ...(requestId !== null && { requestId }),
  };
}

/** The refusal behind whatever was thrown. */
export function refusalIn(error: unknown): Refusal {
  return error instanceof Refused ? error.refusal : { name: 'internal' };
}
