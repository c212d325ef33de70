import twilio from 'twilio';
import type { Tenant } from '../../contracts/tenants.ts';
import type { Message } from '../../domain/message.ts';

/** A caller waits on the line for it. */
const TIMEOUT_MILLISECONDS = 5_000;

type Sms = NonNullable<NonNullable<Tenant['channels']>['sms']>;

/** Sends text messages through a tenant's own Twilio account. */
export function smsByTwilio({
  accountSid,
  authToken,
  from,
  apiBase,
}: Sms): (message: Message) => Promise<void> {
  const httpClient = new twilio.RequestClient({ timeout: TIMEOUT_MILLISECONDS });
  if (apiBase !== undefined) {
    const request = httpClient.request.bind(httpClient);
    httpClient.request = (options) =>
      request({ ...options, uri: new URL(new URL(options.uri).pathname, apiBase).href });
  }
  const client = twilio(accountSid, authToken, { httpClient });
  const sender = from.startsWith('MG') ? { messagingServiceSid: from } : { from };
  return async ({ to, text }) => {
    await client.messages.create({ ...sender, to, body: text });
  };
}
