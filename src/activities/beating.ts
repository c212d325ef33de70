import { Context } from '@temporalio/activity';

/** How often an Activity says that it is alive, so that a dead worker is noticed soon. */
export const HEARTBEAT_MILLISECONDS = 300;

/** Does something in the world, and has the engine know meanwhile that its worker lives. */
export async function beating<T>(act: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const beat = setInterval(() => context.heartbeat(), HEARTBEAT_MILLISECONDS);
  try {
    return await act();
  } finally {
    clearInterval(beat);
  }
}
