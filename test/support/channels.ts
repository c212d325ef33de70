import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from '@jest/globals';
import { SMTPServer } from 'smtp-server';

/** A message as the world got it. */
export interface Delivered {
  readonly to: string;
  readonly text: string;
}

const SMTP_LOGIN = { user: 'shop', password: 'a password' };
const ACCOUNT = `AC${'0'.repeat(32)}`;
const AUTH_TOKEN = 'a token';
const SENDER = '+15005550006';

/** A mail server and a stand-in for Twilio over real sockets, with what a tenant's `channels` need to reach them. */
export function useChannels() {
  const mails: Delivered[] = [];
  const texts: Delivered[] = [];
  /** How many of the next requests either refuses for now. */
  let troubles = 0;
  const isInTrouble = () => {
    troubles -= 1;
    return troubles >= 0;
  };

  const smtp = new SMTPServer({
    authMethods: ['PLAIN'],
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      const isRight = username === SMTP_LOGIN.user && password === SMTP_LOGIN.password;
      if (isRight) done(null, { user: username });
      else done(new Error('Wrong login'));
    },
    onData(stream, { envelope }, done) {
      void text(stream).then((raw) => {
        if (isInTrouble()) return done(Object.assign(new Error('Try later'), { responseCode: 451 }));
        for (const { address } of envelope.rcptTo) mails.push({ to: address, text: raw });
        done();
      });
    },
  });

  const twilio = createServer((request, response) => {
    void text(request).then((body) => {
      const sent = new URLSearchParams(body);
      const login = `Basic ${Buffer.from(`${ACCOUNT}:${AUTH_TOKEN}`).toString('base64')}`;
      const isRight =
        request.url === `/2010-04-01/Accounts/${ACCOUNT}/Messages.json` &&
        request.headers.authorization === login &&
        sent.get('From') === SENDER;
      const status = isInTrouble() ? 503 : isRight ? 201 : 401;
      if (status === 201) texts.push({ to: sent.get('To') ?? '', text: sent.get('Body') ?? '' });
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(status === 201 ? { sid: 'SM1', status: 'queued' } : { status, code: 1 }));
    });
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
    await new Promise<void>((resolve) => twilio.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise<void>((resolve) => smtp.close(() => resolve()));
    twilio.closeAllConnections();
    await new Promise((resolve) => twilio.close(resolve));
  });

  const portOf = (server: Pick<Server, 'address'>) => (server.address() as AddressInfo).port;
  return {
    /** Once they listen. */
    settings: () => ({
      email: {
        from: 'Shop <hello@shop.example>',
        smtp: { host: '127.0.0.1', port: portOf(smtp.server), tls: 'none', ...SMTP_LOGIN },
      },
      sms: {
        accountSid: ACCOUNT,
        authToken: AUTH_TOKEN,
        from: SENDER,
        apiBase: `http://127.0.0.1:${portOf(twilio)}`,
      },
    }),
    mailsTo: (to: string) => mails.filter((mail) => mail.to === to),
    textsTo: (to: string) => texts.filter((text) => text.to === to),
    beInTrouble(times: number) {
      troubles = times;
    },
  };
}
