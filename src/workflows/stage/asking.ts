import type { IntentKind } from '../../contracts/intent.ts';
import type { WithSupport } from '../../domain/follow-up.ts';
import type { Addressee } from '../../domain/message.ts';
import { lastAsked, type TaskAbout, type TaskVerdict } from '../../domain/task.ts';
import type { IntentStart } from '../messages.ts';
import type { Support, TaskShown } from '../people/support.ts';
import { quickReads } from '../proxies.ts';
import type { Caller } from './caller.ts';

/** A person's task with what they have to know: who called and how sure that is, whose it is, and the payment as it is now. */
export async function taskFor<K extends IntentKind>(
  { tenant, reference, details: { reason: said } }: IntentStart<K>,
  caller: Caller<K>,
  shown: Omit<TaskShown, 'reference' | 'said'> & { readonly said?: string },
): Promise<TaskShown> {
  const addressee = caller.addressee();
  const { verdicts = ['approve', 'refuse'], about = {} } = shown;
  const asks: TaskVerdict[] = addressee && !verdicts.includes('contact') ? ['contact'] : [];
  return {
    ...(said !== undefined && { said }),
    ...shown,
    ...{ reference, verdicts: [...verdicts, ...asks] },
    about: { ...caller.shown(), ...(await whose(tenant, addressee, shown)), ...about },
  };
}

/** What is not known yet of customer and payment, in one read; where it fails, what is known has to do. */
async function whose(
  tenant: string,
  addressee: Addressee | undefined,
  { about, payment }: Pick<TaskShown, 'about' | 'payment'>,
): Promise<Pick<TaskAbout, 'customer' | 'payment'>> {
  const customer = addressee && 'customer' in addressee ? addressee.customer : undefined;
  const wanted = {
    ...(customer !== undefined && { customer }),
    ...(payment !== undefined && !about?.payment && { payment }),
  };
  if (Object.keys(wanted).length === 0) return {};
  return quickReads.readAbout({ tenant, ...wanted }).catch(() => ({}));
}

/** What of the caller's waits for a person, for whoever asks how their request stands. */
export function withSupport(support: Pick<Support, 'open'>): WithSupport | undefined {
  const [task] = support.open();
  if (!task) return undefined;
  const asked = lastAsked(task);
  return { dueAt: task.dueAt, ...(asked !== undefined && { asked }) };
}
