/** The moment until which a request may be answered, milliseconds since 1970. */
export interface Deadline {
  readonly at: number;
  /** An earlier one, so that something can still be done in the rest of the time. */
  before(milliseconds: number): Deadline;
}

/** Kept of a budget to find something true to say, where the answer itself is not there in time. */
export const DESCRIBE_MILLISECONDS = 300;

/** A deadline so many milliseconds from now. */
export function within(milliseconds: number): Deadline {
  return at(Date.now() + milliseconds);
}

function at(moment: number): Deadline {
  return { at: moment, before: (milliseconds) => at(Math.max(moment - milliseconds, Date.now() + 50)) };
}
