import { randomBytes } from 'node:crypto';
import { isLiveKey } from '../../contracts/tenants.ts';
import { masterKeyFor } from '../../platform/first-start.ts';
import type { Settings } from '../../platform/settings.ts';
import { hashApiKey } from '../../platform/tenants.ts';
import { stripeClients } from '../../stripe/client.ts';
import { checkKey } from '../../stripe/key-check.ts';
import { liveInClear } from '../live-in-clear.ts';
import { masterKeyMade } from '../secrets-said.ts';
import { WrongUsage } from '../wrong-usage.ts';
import type { AddCommand } from './command-line.ts';
import { addTenant, writtenTenants } from './file.ts';
import { readProfile } from './profile.ts';
import type { Questions } from './questions.ts';

const said = (line: string) => console.error(line);

/** `add`: sets up one more tenant. Its API key, which is kept nowhere, is all of the output. Resolves to the exit code. */
export async function add(settings: Settings, command: AddCommand, ask?: Questions): Promise<number> {
  const { masterKey, madeMasterKey } = await masterKeyFor(settings);
  if (madeMasterKey !== undefined) said(masterKeyMade(madeMasterKey));
  const place = { file: settings.tenantsFile, masterKey };
  const taken = new Set(writtenTenants(place).map(({ id }) => String(id)));
  const profile = await readProfile(command, { taken, ask });
  const { id, ...setUp } = profile;
  const { stripe, languages, timeZone } = setUp;
  const mode = modeOf(stripe?.secretKey);
  said(`${mode}.`);
  const warning = liveInClear(settings.api, [{ id, ...(stripe && { stripe }) }]);
  if (warning !== undefined) said(`The API would not start as this environment sets it up. ${warning}`);
  if (stripe && !(await isGood(stripe))) return 1;

  const apiKey = `tlk_${randomBytes(32).toString('base64url')}`;
  await addTenant(place, { id, apiKeyHashes: [hashApiKey(apiKey)], ...setUp });
  const what = `${id}: ${languages.join(', ')}; ${timeZone}`;
  said(`Added ${what}. API and workers serve it once they are started again.`);
  said('Its API key, which is shown this once and kept nowhere:');
  console.log(command.json ? JSON.stringify({ tenant: id, apiKey }) : apiKey);
  said(`Next: npm run tenants -- connect ${id} --url https://…, where Stripe reaches the API.`);
  return 0;
}

/** The mode that a key is of, for a person. */
function modeOf(secretKey: string | undefined): string {
  if (secretKey === undefined) return 'The sandbox: no money moves';
  const kind = secretKey.startsWith('rk_') ? 'restricted' : 'secret';
  return isLiveKey(secretKey) ? `A live ${kind} key: real money moves` : `A test ${kind} key: no money moves`;
}

/** Whether Stripe takes the key; where it does not, nothing is kept. */
async function isGood(stripe: { secretKey: string; apiBase?: string }): Promise<boolean> {
  const { reads } = stripeClients(stripe);
  const verdict = await checkKey(reads, stripe.secretKey);
  const kept = 'Nothing was kept.';
  switch (verdict.kind) {
    case 'good':
      for (const missing of verdict.misses) said(`The key may not read ${missing}.`);
      if (stripe.secretKey.startsWith('rk_')) said(writes);
      return true;
    case 'lacks':
      said(`The key may not read ${verdict.lacks.join(', ')}: allow it in Stripe’s dashboard. ${kept}`);
      return false;
    case 'refused':
      said(`Stripe does not take that key. ${kept}`);
      return false;
    case 'unanswered':
      throw new WrongUsage(`Stripe did not answer, so that the key is not checked. ${kept}`);
  }
}

const writes =
  'What it may write shows only when it does: Charges and Refunds; for discounts Coupons and Promotion Codes; for ' +
  'changes Subscriptions; for connect Webhook Endpoints.';
