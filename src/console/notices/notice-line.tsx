import { Button } from 'react-aria-components';
import type { z } from 'zod';
import type { noticeShown } from '../../contracts/task.ts';
import { useSendAgain } from '../api/notices.ts';
import { refusalIn } from '../api/refusal.ts';
import { Trouble } from '../shell/trouble.tsx';
import { codeWords } from '../words/kinds.ts';
import { notTakenWords } from '../words/refusals.ts';
import { dayAndTime, fullTime } from '../words/time.ts';

const states = { trying: 'Being tried', given_up: 'Given up', delivered: 'Delivered' } as const;

/** One notification, and a way to send it again. */
export function NoticeLine({ notice }: { readonly notice: z.infer<typeof noticeShown> }) {
  const { tenant, id, type, timestamp, about, state, why, tries } = notice;
  const send = useSendAgain();
  return (
    <li className="card notice">
      <div>
        <strong className="code">{type}</strong>{' '}
        <span className={`chip notice-${state}`}>
          {states[state]}
          {tries !== undefined && `, ${tries} ${tries === 1 ? 'try' : 'tries'}`}
        </span>
        <p>
          {why === undefined ? 'No reason is known.' : `${codeWords(why)}.`}{' '}
          <span className="faint">
            About <span className="code">{about}</span>
          </span>
        </p>
        <p className="faint">
          {tenant},{' '}
          <time dateTime={timestamp} title={fullTime(timestamp)}>
            {dayAndTime(timestamp)}
          </time>
        </p>
        {send.error && <Trouble title={notTakenWords(refusalIn(send.error))} error={send.error} />}
        {send.isSuccess && <p role="status">It is on its way again.</p>}
      </div>
      {state !== 'delivered' && (
        <Button
          className="button small"
          aria-label={send.isPending ? 'Sending …' : `Send again: ${type} about ${about}`}
          isPending={send.isPending}
          onPress={() => send.mutate({ tenant, id })}
        >
          {send.isPending ? 'Sending …' : 'Send again'}
        </Button>
      )}
    </li>
  );
}
