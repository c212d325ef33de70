import { useEffect, useRef } from 'react';
import type { TaskShown } from '../../contracts/task.ts';
import { useClaim } from '../api/acts.ts';
import { serverNow } from '../api/clock.ts';
import { useSession } from '../api/session.ts';
import { isInUse } from '../shell/in-use.ts';

/** How often it is looked whether a claim has to be renewed, milliseconds. */
const LOOK = 5_000;

/** Renews one's own claim while the page is used, once half of what it holds for is over. */
export function useKeepClaim({ id, claim, done }: TaskShown): void {
  const { staff } = useSession();
  const { mutate, isPending } = useClaim(id);
  const isOwn = claim?.by.id === staff.id && done === undefined;
  const until = claim === undefined ? 0 : Date.parse(claim.until);
  // The longest that is seen to be left is what a claim holds for.
  const lease = useRef(0);
  lease.current = Math.max(lease.current, until - serverNow());

  useEffect(() => {
    if (!isOwn || isPending) return undefined;
    const timer = setInterval(() => {
      const left = until - serverNow();
      if (left > 0 && left < lease.current / 2 && isInUse()) mutate({});
    }, LOOK);
    return () => clearInterval(timer);
  }, [isOwn, isPending, until, mutate]);
}
