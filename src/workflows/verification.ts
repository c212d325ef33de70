import { upsertSearchAttributes } from '@temporalio/workflow';
import type { FoundCaller } from '../activities/callers.ts';
import type { IntentKind } from '../contracts/intent.ts';
import type { Contact } from '../domain/contact.ts';
import type { Payment } from '../domain/payment.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import {
  accepted,
  FACTS_NEEDED,
  factsIn,
  type GivenFacts,
  isEnough,
  proven,
  provenGuest,
} from '../domain/verification.ts';
import { reads } from './proxies.ts';
import { ahead } from './stage/ahead.ts';
import type { Stage } from './stage/index.ts';

/** A caller who is who they say: the payments that are theirs, and those that proved it. */
export interface Verified {
  readonly payments: readonly Payment[];
  readonly proof: readonly Payment[];
  /** All refunds of all customers that the contact found. */
  readonly history: FoundCaller['history'];
}

/** Verifies the caller by two facts of one payment; undefined where no try was right. `given`: facts heard already. */
export async function verify<K extends IntentKind>(
  stage: Stage<K>,
  given: GivenFacts,
): Promise<Verified | undefined> {
  const { start, caller, words } = stage;
  const contact = await contactOf(stage);
  const found = ahead(() =>
    reads.findCaller({ tenant: start.tenant, contact, recentDays: start.policy.recentDays }),
  );

  let facts = given;
  for (let failed = 0; failed < start.policy.identityTries; ) {
    if (!isEnough(facts)) {
      const question = questionFor(facts, failed, start.policy.identityTries);
      const say =
        question.needed < FACTS_NEEDED
          ? words.stage.askMore(question.accepts)
          : failed === 0
            ? words.stage.askIdentity(question.accepts)
            : words.stage.askAgain(question.accepts, question.triesLeft);
      facts = { ...facts, ...(await caller.ask({ say, expects: question })) };
      continue;
    }
    const verified = verifiedBy(await found(), facts, start.timeZone) ?? (await guest(stage, contact, facts));
    if (verified) return verified;
    failed += 1;
    facts = {};
  }
  return undefined;
}

async function contactOf<K extends IntentKind>({ start, caller, words }: Stage<K>): Promise<Contact> {
  if (start.caller.phone !== undefined || start.caller.email !== undefined) return start.caller;
  return caller.ask({
    say: words.stage.askContact(),
    expects: { kind: 'contact', accepts: ['phone', 'email'] },
  });
}

/** The same for everybody: whether an account exists is not given away. */
function questionFor(facts: GivenFacts, failed: number, tries: number) {
  const given = factsIn(facts);
  const needed = Math.max(1, FACTS_NEEDED - given.length);
  const open = accepted(failed).filter((fact) => !given.includes(fact));
  const strong = given.some((fact) => fact === 'last4' || fact === 'amount');
  const accepts =
    needed === 1 && !strong ? open.filter((fact) => fact === 'last4' || fact === 'amount') : open;
  return { kind: 'identity' as const, accepts, needed, triesLeft: tries - failed };
}

function verifiedBy(found: FoundCaller, facts: GivenFacts, timeZone: string): Verified | undefined {
  const proof = proven(found.payments, facts, timeZone);
  if (proof.length === 0) return undefined;
  const owners = new Set(proof.map(({ customer }) => customer));
  const owner = found.customers.find(({ customer }) => owners.has(customer));
  if (owner) upsertSearchAttributes([{ key: searchAttributes.customer, value: owner.key }]);
  // Only the customers whose payment was proven are opened; the others may be somebody else's.
  const payments = found.payments.filter(({ customer }) => owners.has(customer));
  return { payments, proof, history: found.history };
}

async function guest<K extends IntentKind>(
  { start }: Stage<K>,
  contact: Contact,
  facts: GivenFacts,
): Promise<Verified | undefined> {
  const { last4, amount, date } = facts;
  if (last4 === undefined || amount === undefined || date === undefined) return undefined;
  const payments = await reads.findGuest({
    tenant: start.tenant,
    facts: { last4, amount, date },
  });
  const proof = provenGuest(payments, facts, contact, start.timeZone);
  if (proof.length === 0) return undefined;
  return { payments: proof, proof, history: proof.flatMap(({ refunds }) => refunds) };
}
