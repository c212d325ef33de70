import type { Tenant } from '../../contracts/tenants.ts';
import type { Messenger } from '../../domain/message.ts';
import { emailBySmtp } from './smtp.ts';
import { smsByTwilio } from './twilio.ts';

/** Sends by the channels that a tenant has set up. */
export function messengerBy({ email, sms }: NonNullable<Tenant['channels']>): Messenger {
  const senders = { ...(email && { email: emailBySmtp(email) }), ...(sms && { sms: smsByTwilio(sms) }) };
  return {
    channels: (['sms', 'email'] as const).filter((channel) => senders[channel]),
    async send(message) {
      const send = senders[message.channel];
      if (!send) throw new Error('The tenant has not set up this channel.');
      await send(message);
    },
  };
}
