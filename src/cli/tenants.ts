import { masterKeyFor } from '../platform/first-start.ts';
import { parseJson } from '../platform/json.ts';
import { readSettings, type Settings } from '../platform/settings.ts';
import { named, secretsInClear } from '../platform/tenant-secrets.ts';
import { readTenants, readTenantsText } from '../platform/tenants.ts';
import { runCommand } from './run-command.ts';
import { inClear, masterKeyMade } from './secrets-said.ts';
import { add } from './tenants/add.ts';
import { readCommand, usage } from './tenants/command-line.ts';
import { connect } from './tenants/connect.ts';
import { encryptAll, type TenantsFile } from './tenants/file.ts';
import { questionsAtTerminal } from './tenants/questions.ts';
import { glanceAt, tenantInFull, tenantTable } from './tenants/show.ts';
import { WrongUsage } from './wrong-usage.ts';

/** `npm run tenants`: who is served, and how. Resolves to the exit code. */
async function runTenants(args: readonly string[]): Promise<number> {
  const command = readCommand(args);
  if (command.kind === 'help') {
    console.log(usage);
    return 0;
  }
  const settings = readSettings();
  switch (command.kind) {
    case 'list':
      return list(settings, command.json);
    case 'show':
      console.log(tenantInFull(await tenantOf(settings, command.id)));
      return 0;
    case 'add':
      return addAsking(settings, command);
    case 'connect': {
      const tenant = await tenantOf(settings, command.id);
      const lines = await connect(settings, await placeOf(settings), { tenant, command });
      for (const line of lines) console.log(line);
      console.log('API and workers learn of it when they are started again.');
      return 0;
    }
    case 'encrypt':
      return encrypt(settings);
  }
}

async function list(settings: Settings, json: boolean): Promise<number> {
  const all = (await readTenants(settings)).all();
  if (json) for (const tenant of all) console.log(JSON.stringify(glanceAt(tenant)));
  else console.log(tenantTable(all));
  const clear = await inClear(settings.tenantsFile);
  if (clear !== undefined) console.error(clear);
  return 0;
}

async function addAsking(settings: Settings, command: Parameters<typeof add>[1]): Promise<number> {
  const isScript = command.stripeKeyFile === '-' || command.webhookSecretFile === '-';
  const ask =
    process.stdin.isTTY && !isScript
      ? questionsAtTerminal(() => {
          console.error('\nNothing was kept.');
          process.exit(1);
        })
      : undefined;
  try {
    return await add(settings, command, ask);
  } finally {
    ask?.close();
  }
}

async function encrypt(settings: Settings): Promise<number> {
  const clear = secretsInClear(parseJson(await readTenantsText(settings.tenantsFile)));
  if (clear.length > 0) await encryptAll(await placeOf(settings));
  console.log(clear.length > 0 ? `Encrypted ${named(clear)}.` : 'All secrets are encrypted already.');
  return 0;
}

async function tenantOf(settings: Settings, id: string) {
  const tenant = (await readTenants(settings)).byId(id);
  if (!tenant) throw new WrongUsage(`There is no tenant ${id}. See npm run tenants -- list.`);
  return tenant;
}

/** Where to write, with a master key made if nothing has needed one yet. */
async function placeOf(settings: Settings): Promise<TenantsFile> {
  const { masterKey, madeMasterKey } = await masterKeyFor(settings);
  if (madeMasterKey !== undefined) console.error(masterKeyMade(madeMasterKey));
  return { file: settings.tenantsFile, masterKey };
}

runCommand(runTenants);
