import { sleep, workflowInfo } from '@temporalio/workflow';
import type { IntentKind } from '../../contracts/intent.ts';
import { becameOf } from '../../domain/follow-up.ts';
import type { Addressee, Text } from '../../domain/message.ts';
import { type LastReply, type Made, notificationsOf } from '../../domain/news.ts';
import { counts } from '../../domain/payment.ts';
import type { HumanTask } from '../../domain/task.ts';
import { dayOf } from '../../domain/time.ts';
import { speechIn } from '../../speech/index.ts';
import { nowSeconds } from '../clock.ts';
import { subjectIn } from '../earlier-requests.ts';
import type { GivenReply, IntentStart } from '../messages.ts';
import { noticeOf } from '../people/telling.ts';
import { afterwards, local } from '../proxies.ts';
import type { Ending } from './conversation.ts';

/** Has the tenant's own systems told of an intent's last reply; those that want to hear nothing cost no event. */
export async function tellTenant(
  { tenant, notifies }: IntentStart,
  last: GivenReply,
  made: Made | undefined,
): Promise<void> {
  if (!notifies) return;
  const notifications = notificationsOf(last as LastReply, made, Date.now());
  if (notifications.length > 0) await afterwards.notify({ tenant, notifications });
}

/** Writes to the caller what a person asks them about their request. */
export async function writeQuestion(
  { tenant, reference, language }: IntentStart,
  { task, changes }: HumanTask,
  { addressee, text }: { addressee: Addressee | undefined; text: string },
): Promise<void> {
  if (!addressee) return;
  const words = speechIn(language).support;
  const message = { subject: words.subject(), text: words.asks({ text, reference }) };
  const notice = { id: `${task}-asked-${changes}`, kind: 'questions' as const, ...addressee, message };
  await local.startNotice({ tenant, notice, ofTask: noticeOf(task) });
}

/** Has it written to the caller how it ended, if they had to wait for a person: they may have hung up since. */
export async function writeToCaller<K extends IntentKind>(
  start: IntentStart<K>,
  ending: Ending<K>,
  { addressee, waited, isUnkept }: { addressee: Addressee | undefined; waited: boolean; isUnkept: boolean },
): Promise<void> {
  const own = ending.message;
  if (!addressee || !(waited || own?.always)) return;
  const message = own ? own.text : saidInWriting(start, ending);
  if (!message) return;
  const contact = own?.contact === undefined ? {} : { contact: own.contact };
  const id = `${start.intentId}-ended`;
  const notice = { id, kind: 'outcomes' as const, ...addressee, ...contact, message };
  // What ended it may be lost with its Workflow task, but what a Local Activity does because of it stays done.
  if (isUnkept) await sleep(1);
  await local.startNotice({ tenant: start.tenant, notice });
}

function saidInWriting<K extends IntentKind>(
  { intent, reference, language, timeZone }: IntentStart<K>,
  { outcome, facts, became: more }: Ending<K>,
): Text | undefined {
  if (intent === 'follow_up') return undefined;
  const { reason } = subjectIn(intent, facts ?? {});
  const last = { status: 'done' as const, outcome, owed: false, ...(reason !== undefined && { reason }) };
  const became = more ?? becameOf({ reference, isQuestion: false, last }, timeZone, nowSeconds());
  // One that failed at once is told by its watch, with what is done about it.
  if (became.kind === 'refund' && !counts(became.refund.refund)) return undefined;
  const words = speechIn(language).follow_up;
  const day = dayOf(workflowInfo().startTime.getTime() / 1_000, timeZone);
  return { subject: words.subject(), text: words.written({ intent, day, became }, reference) };
}
