import { aboutOf, type Notices, noticesIn, type Standing } from '../api/notices/undelivered.ts';
import { readSettings } from '../platform/settings.ts';
import { atTemporal } from './at-temporal.ts';
import { type NoticesCommand, readCommand, usage } from './notices/command-line.ts';
import { noticeTable, words } from './notices/show.ts';
import { runCommand } from './run-command.ts';
import { WrongUsage } from './wrong-usage.ts';

/** `npm run notices`: what did not arrive at tenants' own systems. Resolves to the exit code. */
async function runNotices(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (command.kind === 'help') {
    console.log(usage);
    return 0;
  }
  const settings = readSettings();
  return atTemporal(settings, (temporal) => {
    const notices = noticesIn(temporal, settings.temporal.taskQueue);
    return command.kind === 'list' ? list(notices, command) : send(notices, command);
  });
}

async function list(
  notices: Notices,
  { tenant, json }: Extract<NoticesCommand, { kind: 'list' }>,
): Promise<number> {
  const all = await notices.undelivered(tenant === undefined ? undefined : [tenant]);
  if (json) for (const one of all) console.log(JSON.stringify(one));
  else console.log(all.length === 0 ? 'Every notification has arrived.' : noticeTable(all));
  return 0;
}

async function send(
  notices: Notices,
  { tenant, id }: Extract<NoticesCommand, { kind: 'send' }>,
): Promise<number> {
  const found = tenant === undefined ? await findUndelivered(notices, id) : await notices.find(tenant, id);
  if (!found) throw new WrongUsage(`There is no notification ${id} to send. See npm run notices -- list.`);
  if (found.state === 'trying') throw new WrongUsage(`${id} is being sent: it is tried for three days.`);
  const { notification } = found;
  const what = `${notification.type} of ${aboutOf(notification)}`;
  const now = await notices.sendAgain(found);
  if (now?.state === 'delivered') {
    console.log(`Delivered: ${what}.`);
    return 0;
  }
  const isTried = now?.state !== 'given_up';
  const why = now?.why === undefined ? 'no worker has tried it yet' : words(now.why);
  console.error(`Did not arrive: ${what} (${why}). ${isTried ? 'It is tried for three days.' : 'Given up.'}`);
  return 1;
}

async function findUndelivered(notices: Notices, id: string): Promise<Standing | undefined> {
  const [only, another] = await notices.undeliveredAs(id);
  if (another) throw new WrongUsage(`Several tenants have ${id}: say --tenant.`);
  return only;
}

runCommand(runNotices);
