import { upsertSearchAttributes } from '@temporalio/workflow';
import type { FoundCaller, KnownCaller, KnownCustomer } from '../activities/callers.ts';
import type { IntentKind } from '../contracts/intent.ts';
import { type Contact, isContact } from '../domain/contact.ts';
import type { Payment, RefundRecord } from '../domain/payment.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import {
  FACTS_NEEDED,
  factsIn,
  type GivenFacts,
  type IdentityFact,
  isEnough,
  type ProvenCaller,
  proven,
  provenGuest,
  questionFor,
} from '../domain/verification.ts';
import { nowSeconds } from './clock.ts';
import { lockedOut, notVerified } from './endings.ts';
import type { IntentStart } from './messages.ts';
import { local, reads } from './proxies.ts';
import { ahead } from './stage/ahead.ts';
import type { Ending } from './stage/conversation.ts';
import type { Stage } from './stage/index.ts';

/** More payments than these need not prove a caller again. */
const MOST_PROOFS = 5;

/** A caller who is who they say: the payments that are theirs, and those that proved it. */
export interface Verified {
  readonly payments: readonly Payment[];
  readonly proof: readonly Payment[];
  /** All refunds of the customers whose payments these are. */
  readonly history: readonly RefundRecord[];
  /** The customers that the caller proved to be; none for a guest. */
  readonly customers: readonly KnownCustomer[];
  /** Keyed hashes by which what these customers, or a guest's payments, asked for is found again. */
  readonly keys: readonly string[];
}

/** A caller who could not be verified, and how that ends the intent. */
export interface Unverified<K extends IntentKind> {
  readonly refused: Ending<K>;
}

/** Verifies the caller by two facts of one payment, or by an earlier proof in this call. `given`: facts heard already. */
export async function verify<K extends IntentKind>(
  stage: Stage<K>,
  given: GivenFacts,
): Promise<Verified | Unverified<K>> {
  const { start, guard } = stage;
  const known = start.proven && (await recall(start, start.proven));
  if (known) return open(stage, known, ['caller_token']);

  const contact = await contactOf(stage);
  const found = ahead(() =>
    reads.findCaller({ tenant: start.tenant, contact, recentDays: start.policy.recentDays }),
  );
  let facts = given;
  for (let failed = 0; failed < start.policy.identityTries; failed += 1) {
    const tried = await guard.attempt({
      guards: async () => (await found()).guards,
      ask: () => askFacts(stage, facts, failed),
      judge: async (answer) => {
        const proof =
          provenBy(await found(), answer, start.timeZone) ?? (await provenAsGuest(stage, contact, answer));
        return proof && { proof, by: factsIn(answer) };
      },
    });
    if (tried.kind === 'right') return open(stage, tried.right.proof, tried.right.by);
    if (tried.kind === 'locked_out') return { refused: lockedOut(stage) };
    facts = {};
  }
  return { refused: notVerified(stage) };
}

/** Asks until there are enough facts to judge. */
async function askFacts<K extends IntentKind>(
  { start, caller, words }: Stage<K>,
  given: GivenFacts,
  failed: number,
): Promise<GivenFacts> {
  let facts = given;
  while (!isEnough(facts)) {
    const question = questionFor(facts, failed, start.policy.identityTries);
    const say =
      question.needed < FACTS_NEEDED
        ? words.stage.askMore(question.accepts)
        : failed === 0
          ? words.stage.askIdentity(question.accepts)
          : words.stage.askAgain(question.accepts, question.triesLeft);
    facts = { ...facts, ...(await caller.ask({ say, expects: { kind: 'identity', ...question } })) };
  }
  return facts;
}

async function contactOf<K extends IntentKind>({ start, caller, words }: Stage<K>): Promise<Contact> {
  if (start.caller.phone !== undefined || start.caller.email !== undefined) return start.caller;
  return caller.ask({
    say: words.stage.askContact(),
    expects: { kind: 'contact', accepts: ['phone', 'email'] },
  });
}

/** What a proof opened, and whose it is. */
type Proof = Omit<Verified, 'keys'>;

/** From here on the caller is known: to operators by a keyed hash, to the next intent of this call by a token. */
async function open<K extends IntentKind>(
  { caller, start }: Stage<K>,
  proof: Proof,
  by: readonly (IdentityFact | 'caller_token')[],
): Promise<Verified> {
  const { customers } = proof;
  const payments = proof.proof.map(({ payment }) => payment);
  const keys =
    customers.length > 0
      ? customers.map(({ key }) => key)
      : await local.guestKeys({ tenant: start.tenant, payments });
  const [owner] = keys;
  if (owner !== undefined) upsertSearchAttributes([{ key: searchAttributes.customer, value: owner }]);
  caller.proved(
    // Who proved to be somebody else since is no more who they were before.
    (by.includes('caller_token') ? start.proven : undefined) ?? {
      level: 'verified',
      customers: customers.map(({ customer }) => customer),
      payments: payments.slice(0, MOST_PROOFS),
      since: nowSeconds(),
    },
    ...by,
  );
  return { ...proof, keys };
}

/** Only the customers whose payment was proven are opened; the others may be somebody else's. */
function provenBy(found: FoundCaller, facts: GivenFacts, timeZone: string): Proof | undefined {
  const proof = proven(found.payments, facts, timeZone);
  return proof.length > 0 ? ownedBy(new Set(proof.map(({ customer }) => customer)), found, proof) : undefined;
}

function ownedBy(
  owners: ReadonlySet<string | undefined>,
  { customers, payments }: KnownCaller,
  proof: readonly Payment[],
): Proof {
  const own = customers.filter(({ customer }) => owners.has(customer));
  return {
    customers: own,
    payments: payments.filter(({ customer }) => owners.has(customer)),
    proof,
    history: own.flatMap(({ history }) => history),
  };
}

async function provenAsGuest<K extends IntentKind>(
  { start }: Stage<K>,
  contact: Contact,
  facts: GivenFacts,
): Promise<Proof | undefined> {
  const { last4, amount, date } = facts;
  if (last4 === undefined || amount === undefined || date === undefined) return undefined;
  const payments = await reads.findGuest({
    tenant: start.tenant,
    facts: { last4, amount, date },
  });
  const proof = provenGuest(payments, facts, contact, start.timeZone);
  return proof.length > 0 ? asGuest(proof) : undefined;
}

function asGuest(proof: readonly Payment[]): Proof {
  return { customers: [], payments: proof, proof, history: proof.flatMap(({ refunds }) => refunds) };
}

/** Who was proved earlier in this call, as Stripe knows them now. Undefined where the call now speaks of somebody else. */
async function recall(
  { tenant, caller, policy: { recentDays } }: IntentStart,
  earlier: ProvenCaller,
): Promise<Proof | undefined> {
  const hasContact = caller.phone !== undefined || caller.email !== undefined;
  if (earlier.customers.length === 0) {
    const payments = await Promise.all(
      earlier.payments.map((payment) => reads.readPayment({ tenant, payment })),
    );
    const own = payments.filter(
      ({ contacts }) => !hasContact || contacts.some((text) => isContact(caller, text)),
    );
    return own.length > 0 && own.length === payments.length ? asGuest(own) : undefined;
  }
  const known: KnownCaller = hasContact
    ? await reads.findCaller({ tenant, contact: caller, recentDays })
    : await reads.readCaller({ tenant, customers: earlier.customers, recentDays });
  const found = new Set(known.customers.map(({ customer }) => customer));
  if (!earlier.customers.every((customer) => found.has(customer))) return undefined;
  const proof = known.payments.filter(({ payment }) => earlier.payments.includes(payment));
  return ownedBy(new Set(earlier.customers), known, proof);
}
