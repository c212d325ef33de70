import { ApplicationFailure } from '@temporalio/activity';

/** Why a message was not sent, as the engine may know it: whether to try again, and nothing of what was in it. */
export function sendFailure(error: unknown): ApplicationFailure {
  const { status, responseCode } = error as { status?: unknown; responseCode?: unknown };
  const refusedByTwilio = typeof status === 'number' && status >= 400 && status < 500 && status !== 429;
  const refusedBySmtp = typeof responseCode === 'number' && responseCode >= 500;
  return notSent({ nonRetryable: refusedByTwilio || refusedBySmtp });
}

export function notSent({ nonRetryable }: { nonRetryable: boolean }): ApplicationFailure {
  return ApplicationFailure.create({ type: 'MessageNotSent', message: 'MessageNotSent', nonRetryable });
}
