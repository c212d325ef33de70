import { normalizeEmail } from '../domain/contact.ts';
import { workflowIds } from '../domain/ids.ts';
import {
  type Addressee,
  type Channel,
  type ContactOnFile,
  isWritten,
  type Message,
  type MessageKind,
  masked,
  type Text,
  withCode,
} from '../domain/message.ts';
import { searchAttributes } from '../domain/search-attributes.ts';
import { readContacts } from '../stripe/customers.ts';
import { readPaymentContacts } from '../stripe/payments.ts';
import { type Unwritten, unwritten } from '../workflows/messages.ts';
import { beating } from './beating.ts';
import { notSent, sendFailure } from './messengers/failure.ts';
import { reading } from './reading.ts';
import { startOnce } from './start-once.ts';
import { tell } from './tell.ts';
import type { World } from './world.ts';

/** A message to somebody's contact on file, named once and for all by its id. */
export type Notice = Addressee & {
  readonly id: string;
  readonly kind: MessageKind;
  /** Which of the contacts on file; without it their email, or their number where there is none. */
  readonly contact?: string;
  readonly message: Text;
};

/** The task that has a notice written, which says so where nobody was reached. */
export interface OfTask {
  readonly workflowId: string;
  readonly task: string;
}

/** What a notice's Workflow starts with. */
export interface NoticeStart {
  readonly tenant: string;
  readonly notice: Notice;
  readonly ofTask?: OfTask;
}

/** A contact on file with what it truly is, which never leaves the Activity. */
interface Known extends ContactOnFile {
  readonly channel: Channel;
  readonly to: string;
}

type Needed = Pick<
  World,
  'stripe' | 'hash' | 'messenger' | 'messages' | 'oneTimeCode' | 'temporal' | 'taskQueue'
>;

export function messageActivities(world: Needed) {
  /** The contacts that somebody has on file and the tenant can reach, email first. */
  async function contactsOf(tenant: string, of: Addressee): Promise<Known[]> {
    const { channels } = world.messenger(tenant);
    const { reads } = world.stripe(tenant);
    const { email, phone } = await reading(() =>
      'customer' in of ? readContacts(reads, of.customer) : readPaymentContacts(reads, of.payment),
    );
    const known = (channel: Channel, to: string | undefined, name = to): Known[] =>
      to === undefined || name === undefined || !channels.includes(channel)
        ? []
        : [{ channel, to, contact: world.hash(tenant, 'contact', name), masked: masked(channel, to) }];
    return [...known('email', email, email && normalizeEmail(email)), ...known('sms', phone)];
  }

  async function send(tenant: string, message: Message): Promise<void> {
    try {
      await beating(() => world.messenger(tenant).send(message));
    } catch (error) {
      throw sendFailure(error);
    }
  }

  return {
    /** The contacts that a customer has on file, masked; only those that the tenant can reach. */
    async readContacts(of: { tenant: string; customer: string }): Promise<ContactOnFile[]> {
      const all = await contactsOf(of.tenant, of);
      return all.map(({ contact, masked }) => ({ contact, masked }));
    },

    /**
     * Makes a one-time code for an intent and sends it to a contact on file. Only the keyed hash of the code comes back:
     * whoever gets the message is the last who knows it.
     */
    async sendCode(of: {
      tenant: string;
      intentId: string;
      customer: string;
      contact: string;
      message: Text;
    }): Promise<{ hash: string }> {
      const known = (await contactsOf(of.tenant, of)).find(({ contact }) => contact === of.contact);
      if (!known) throw notSent({ nonRetryable: true });
      const { code, hash } = world.oneTimeCode(of.tenant, of.intentId);
      const { channel, to } = known;
      await send(of.tenant, { ...withCode(of.message, code), id: `code-${hash}`, channel, to });
      return { hash };
    },

    /** Sends a message to a contact on file, or tells why not. A repeat sends it again, under the same id. */
    async sendNotice(of: { tenant: string; notice: Notice }): Promise<'sent' | 'no_contact' | 'not_wanted'> {
      const { id, kind, contact, message } = of.notice;
      if (!isWritten(kind, world.messages(of.tenant))) return 'not_wanted';
      const all = await contactsOf(of.tenant, of.notice);
      const known = contact === undefined ? all[0] : all.find((one) => one.contact === contact);
      if (!known) return 'no_contact';
      await send(of.tenant, { ...message, id, channel: known.channel, to: known.to });
      return 'sent';
    },

    /** Starts the Workflow that sends a notice. A repeat changes nothing. */
    async startNotice(of: NoticeStart): Promise<void> {
      const { tenant, notice } = of;
      await startOnce(world, 'notice', {
        workflowId: workflowIds.notice(tenant, notice.id),
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [of],
        staticSummary: 'Sends one message to a contact on file',
        typedSearchAttributes: [{ key: searchAttributes.tenant, value: tenant }],
      });
    },

    /** Tells the Workflow of a task that its notice has reached nobody; one that has ended wants to know no more. */
    async tellUnwritten({ workflowId, ...said }: OfTask & Unwritten): Promise<void> {
      await tell(world.temporal, workflowId, unwritten, said);
    },
  };
}
