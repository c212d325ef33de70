import { useCallback, useEffect, useRef } from 'react';
import { post } from '../api/ask.ts';
import { useSession } from '../api/session.ts';
import { isInUse } from '../shell/in-use.ts';

/** Others forget who was not heard of for 30 s. */
const BEAT = 12_000;
/** How long after the last letter somebody still counts as writing, milliseconds. */
const STILL_WRITING = 8_000;

/** Tells others that one reads this task, or writes; gives what to call on each letter. */
export function useSayPresence(id: string, isOpen: boolean): () => void {
  const { csrf } = useSession();
  const wroteAt = useRef(0);
  const saidWriting = useRef(false);
  const say = useCallback(
    (doing: 'reading' | 'writing' | 'left') => {
      saidWriting.current = doing === 'writing';
      // A hint: where it does not arrive nothing is lost.
      void post(`/v1/tasks/${id}/presence`, { csrf, body: { doing }, keepalive: doing === 'left' }).catch(
        () => undefined,
      );
    },
    [id, csrf],
  );

  useEffect(() => {
    if (!isOpen) return undefined;
    const beat = () => {
      if (!isInUse()) return;
      say(Date.now() - wroteAt.current < STILL_WRITING ? 'writing' : 'reading');
    };
    const left = () => say('left');
    const seen = () => (document.visibilityState === 'hidden' ? left() : beat());
    beat();
    const timer = setInterval(beat, BEAT);
    document.addEventListener('visibilitychange', seen);
    addEventListener('pagehide', left);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
      removeEventListener('pagehide', left);
      left();
    };
  }, [isOpen, say]);

  return useCallback(() => {
    wroteAt.current = Date.now();
    if (!saidWriting.current) say('writing');
  }, [say]);
}
