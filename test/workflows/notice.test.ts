import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { get } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { isLoopback } from '../../src/api/routes/outbox.ts';
import { workflowIds } from '../../src/domain/ids.ts';
import { useChannels } from '../support/channels.ts';
import { useTeller } from '../support/teller.ts';

const channels = useChannels();
const teller = useTeller({
  tenants: {
    demo: {},
    shop: () => ({ channels: channels.settings() }),
    mail: () => ({ channels: { email: channels.settings().email } }),
    wrong: () => {
      const { sms } = channels.settings();
      return { channels: { sms: { ...sms, authToken: 'not the token' } } };
    },
  },
});

const message = { subject: 'Your plan', text: 'Your Basic plan was canceled. Ärger? Call us.' };
const aPhone = () => `+1415555${String(Math.floor(Math.random() * 1e4)).padStart(4, '0')}`;

const payment = { amount: 3_300, currency: 'usd', confirm: true };
const methodOf = (billing_details: object) =>
  ({
    type: 'card',
    card: { token: 'tok_visa' },
    billing_details,
  }) as unknown as Stripe.PaymentIntentCreateParams.PaymentMethodData;

async function customer(of: { email?: string; phone?: string; address?: object }, tenant: string) {
  return (await teller.stripe(tenant).customers.create(of)).id;
}

/** Has a notice sent: what became of it. */
function send(to: string | object, tenant: string, more: object = {}, id: string = randomUUID()) {
  const addressee = typeof to === 'string' ? { customer: to } : to;
  const { id: of } = teller.tenant(tenant);
  return teller.temporal().workflow.execute('notice', {
    workflowId: workflowIds.notice(of, id),
    taskQueue: teller.taskQueue,
    args: [{ tenant: of, notice: { id, ...addressee, message, ...more } }],
  });
}

describe('a notice', () => {
  test('goes by email over SMTP, under its own id, to that one address', async () => {
    const email = `${randomUUID()}@example.com`;
    expect(await send(await customer({ email, phone: aPhone() }, 'shop'), 'shop', {}, 'notice-1')).toBe(
      'sent',
    );
    const [mail] = channels.mailsTo(email);
    expect(mail?.text).toContain('Subject: Your plan');
    expect(mail?.text).toContain('Message-ID: <notice-1@shop.example>');
    expect(mail?.text).toContain('Your Basic plan was canceled.');
  });

  test('goes by text message through Twilio where there is no email', async () => {
    const phone = aPhone();
    expect(await send(await customer({ phone }, 'shop'), 'shop')).toBe('sent');
    expect(channels.textsTo(phone)).toEqual([{ to: phone, text: message.text }]);
  });

  test('finds a number that is written as people of its country write it', async () => {
    const phone = aPhone();
    const address = { country: 'US' };
    const written = `(415) 555-${phone.slice(-4)}`;
    expect(await send(await customer({ phone: written, address }, 'shop'), 'shop')).toBe('sent');
    expect(channels.textsTo(phone)).toHaveLength(1);
    expect(await send(await customer({ phone: written }, 'shop'), 'shop')).toBe('no_contact');
  });

  test('goes to the contacts that stand on a guest’s payment', async () => {
    const email = `${randomUUID()}@example.com`;
    const of = { ...payment, payment_method_data: methodOf({ email, phone: '+14155550134' }) };
    const { id } = await teller.stripe('shop').paymentIntents.create(of);
    expect(await send({ payment: id }, 'shop')).toBe('sent');
    expect(channels.mailsTo(email)).toHaveLength(1);

    const phone = aPhone();
    const bare = await teller
      .stripe('shop')
      .paymentIntents.create({ ...payment, payment_method_data: methodOf({ phone }) });
    expect(await send({ payment: bare.id }, 'shop')).toBe('sent');
    expect(channels.textsTo(phone)).toHaveLength(1);
    expect(await send({ payment: 'pi_none' }, 'shop')).toBe('no_contact');
  });

  test('is sent to nobody where nothing is on file that the tenant can reach', async () => {
    expect(await send(await customer({ phone: aPhone() }, 'mail'), 'mail')).toBe('no_contact');
    expect(await send(await customer({}, 'shop'), 'shop')).toBe('no_contact');
    expect(await send('cus_none', 'shop')).toBe('no_contact');
  });

  test('is tried again until it gets through', async () => {
    const email = `${randomUUID()}@example.com`;
    const id = await customer({ email }, 'shop');
    channels.beInTrouble(2);
    expect(await send(id, 'shop')).toBe('sent');
    expect(channels.mailsTo(email)).toHaveLength(1);
  });

  test('is given up at once where the channel refuses it for good', async () => {
    expect(await send(await customer({ phone: aPhone() }, 'wrong'), 'wrong')).toBe('given_up');
  });

  test('of a tenant without channels stands in the outbox, marked as not sent, for its owner alone', async () => {
    const email = `${randomUUID()}@example.com`;
    expect(await send(await customer({ email }, 'demo'), 'demo')).toBe('sent');
    expect(await teller.outbox(email)).toMatchObject([
      { note: 'not sent: no channel is set up', ...message },
    ]);
    expect((await stat(teller.outboxFile)).mode & 0o777).toBe(0o600);
  });
});

describe('the outbox’s page', () => {
  const look = async (headers: Record<string, string> = {}) => {
    const answer = await fetch(`${teller.url()}/outbox`, { headers });
    return { status: answer.status, body: await answer.text() };
  };

  test('shows what would have been sent, marked as not sent, and nothing of it as markup', async () => {
    const email = `${randomUUID()}@example.com`;
    const markup = { message: { ...message, text: '<script>alert("x")</script>' } };
    await send(await customer({ email }, 'demo'), 'demo', markup);
    const { status, body } = await look();
    expect(status).toBe(200);
    expect(body).toContain(email);
    expect(body).toContain('not sent: no channel is set up');
    expect(body).toContain('&#60;script&#62;');
    expect(body).not.toContain('<script');
  });

  test('is not there under a name that somebody else’s page has lead here', async () => {
    const { hostname, port } = new URL(teller.url());
    const status = await new Promise((resolve, reject) => {
      const asked = { hostname, port, path: '/outbox', headers: { Host: `rebound.example:${port}` } };
      get(asked, (response) => resolve(response.resume().statusCode)).on('error', reject);
    });
    expect(status).toBe(404);
  });

  test.each(['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example.com', '1127.0.0.1', 'localhost.example'])(
    'is not shown by an API that listens on %s',
    (host) => {
      expect(isLoopback(host)).toBe(false);
      for (const own of ['127.0.0.1', '127.1.2.3', '::1', 'localhost']) expect(isLoopback(own)).toBe(true);
    },
  );

  test('is not there for whom a proxy lets in', async () => {
    for (const name of ['X-Forwarded-For', 'Forwarded', 'Via'])
      expect(await look({ [name]: '203.0.113.7' })).toMatchObject({ status: 404 });
  });
});
