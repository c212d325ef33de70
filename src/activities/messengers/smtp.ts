import { createTransport } from 'nodemailer';
import type { Tenant } from '../../contracts/tenants.ts';
import type { Message } from '../../domain/message.ts';

/** A caller waits on the line for it, milliseconds. */
const PATIENCE = {
  connectionTimeout: 3_000,
  greetingTimeout: 3_000,
  dnsTimeout: 3_000,
  socketTimeout: 5_000,
};

type Email = NonNullable<NonNullable<Tenant['channels']>['email']>;

/** Sends email through a tenant's own SMTP server. */
export function emailBySmtp({ from, smtp }: Email): (message: Message) => Promise<void> {
  const { host, port, tls, user, password = '' } = smtp;
  const transport = createTransport({
    ...PATIENCE,
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(user !== undefined && { auth: { user, pass: password } }),
  });
  const [, domain = host] = /@([^\s>]+)/.exec(from) ?? [];
  return async ({ id, to, subject, text }) => {
    // As an object: an address on file is one address, whatever commas stand in it.
    const address = { name: '', address: to };
    await transport.sendMail({ from, to: address, subject, text, messageId: `<${id}@${domain}>` });
  };
}
