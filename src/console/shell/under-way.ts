import { type Sent, sentAs } from '../api/sent.ts';
import { useSession } from '../api/session.ts';
import { draftName } from './draft-names.ts';

/**
 * What somebody has sent of a task and is not known to have arrived. It is kept as drafts are: where its page is left, or
 * loaded anew, the same again has the same key and counts once, for an hour.
 */
export function useUnderWay(task: string, field: string) {
  const { staff } = useSession();
  const name = draftName({ staff: staff.id, task, field: `sent-${field}` });
  const last = (): Sent | undefined => {
    // JSON has no line break of its own.
    const [key = '', at, body] = localStorage.getItem(name)?.split('\n') ?? [];
    return body === undefined ? undefined : { key, body, at: Number(at) };
  };
  return {
    /** The key that a body goes out with. */
    keyOf(body: unknown): string {
      const sent = sentAs(body, last());
      localStorage.setItem(name, `${sent.key}\n${sent.at}\n${sent.body}`);
      return sent.key;
    },
    /** It was answered: the same words are new ones from now on. */
    over(key: string): void {
      if (last()?.key === key) localStorage.removeItem(name);
    },
  };
}
