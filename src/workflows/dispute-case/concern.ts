import type { Payment } from '../../domain/payment.ts';
import type { IntentStart } from '../messages.ts';
import { local } from '../proxies.ts';

/** A caller was told how payments stand: the cases of their disputes will tell them how those end. */
export async function askedAbout(
  { tenant, reference, language }: IntentStart,
  payments: readonly Payment[],
): Promise<void> {
  const open = payments.flatMap(({ disputes }) => disputes.filter(({ outcome }) => outcome === 'open'));
  const names = [...new Set(open.map(({ dispute }) => dispute))];
  for (const dispute of names) await local.tellDispute({ tenant, dispute, heard: { reference, language } });
}
