import { type IntentKind, intentKind } from '../../contracts/intent.ts';
import { readArgs } from '../read-args.ts';
import { WrongUsage } from '../wrong-usage.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** What the caller says of a payment, by the names that the API has for it. */
export interface GivenFacts {
  readonly last4?: string;
  readonly amount?: string;
  readonly date?: string;
  readonly postalCode?: string;
}

/** What a command line says: the part of the caller, and how the call is made. */
export interface CallOptions {
  readonly help: boolean;
  readonly intent?: IntentKind;
  readonly caller: { readonly email?: string; readonly phone?: string };
  readonly facts: GivenFacts;
  readonly payment?: string;
  readonly want?: string;
  readonly reason?: string;
  readonly reference?: string;
  readonly action?: string;
  readonly promise?: string;
  readonly choice?: string;
  readonly confirm?: boolean;
  /** Whether a yes is also one to sending the same once more. */
  readonly again: boolean;
  readonly language?: string;
  readonly call?: string;
  readonly url?: string;
  readonly key?: string;
  readonly json: boolean;
  readonly ask: boolean;
}

/** Reads the command line. Values are not judged here: what the API says of them is shown. */
export function readOptions(args: readonly string[]): CallOptions {
  const { values, positionals } = parsed(args);
  const { yes, no, help, again, json, ask, email, phone, last4, amount, date, ...rest } = values;
  const { 'postal-code': postalCode, ...others } = rest;
  if (positionals.length > 1) throw new WrongUsage(`One intent at a time, not ${positionals.join(' and ')}.`);
  if (yes && no) throw new WrongUsage('Either --yes or --no.');
  const intent = positionals[0] === undefined ? undefined : intentFrom(positionals[0]);
  if (others.want !== undefined && intent !== undefined && intent !== 'refund')
    throw new WrongUsage('--want is for a refund; --amount is the payment’s whole amount.');
  return defined({
    help: help ?? false,
    intent,
    caller: defined({ email, phone }),
    facts: defined({ last4, amount, date, postalCode }),
    ...others,
    confirm: yes ? true : no ? false : undefined,
    again: again ?? false,
    json: json ?? false,
    ask: ask ?? false,
  });
}

/** The body that starts an intent. What is wanted back is the `amount` of a refund's details. */
export function startBody(intent: IntentKind, { caller, facts, want, ...options }: CallOptions) {
  const amount = intent === 'refund' ? want : facts.amount;
  const { payment, reason, reference, action, promise, language } = options;
  const details = { ...factsAtStart(intent, { facts }), amount, payment, reason, reference, action, promise };
  return defined({ intent, caller, language, details: defined(details) });
}

/** The facts of the payment that are told at once, and count as a try. */
export function factsAtStart(intent: IntentKind, { facts }: Pick<CallOptions, 'facts'>): GivenFacts {
  const { amount, ...others } = facts;
  return intent === 'refund' || amount === undefined ? others : facts;
}

function parsed(args: readonly string[]) {
  return readArgs('call', {
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ email: text, phone: text, last4: text, amount: text, date: text, 'postal-code': text },
      ...{
        payment: text,
        want: text,
        reason: text,
        reference: text,
        action: text,
        promise: text,
        choice: text,
        language: text,
        call: text,
      },
      ...{ url: text, key: text, yes: flag, no: flag, again: flag, json: flag, ask: flag },
      help: { ...flag, short: 'h' },
    },
  });
}

function intentFrom(name: string): IntentKind {
  const read = intentKind.safeParse(name.replaceAll('-', '_'));
  if (read.success) return read.data;
  throw new WrongUsage(`There is no intent ${name}: it is one of ${intentKind.options.join(', ')}.`);
}

type Defined<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

function defined<T extends object>(object: T): Defined<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
