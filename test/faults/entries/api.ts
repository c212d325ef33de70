import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import proto from '@temporalio/proto';
import { createApi } from '../../../src/api/app.ts';
import { superviseMe } from '../../../src/cli/supervision/supervised.ts';
import { tenantsStripe } from '../../../src/cli/world.ts';
import { dataConverter } from '../../../src/platform/data-converter.ts';
import { readKeys } from '../../../src/platform/keys.ts';
import { openLog } from '../../../src/platform/log.ts';
import { readSettings } from '../../../src/platform/settings.ts';
import { temporalAccess } from '../../../src/platform/temporal.ts';
import { readTenants } from '../../../src/platform/tenants.ts';

// An API whose intents have Temporal's default time-out of a Workflow task, 10 seconds, in the place of ours.
const workflowTaskTimeout = proto.google.protobuf.Duration.fromObject({ seconds: 10 });
const settings = readSettings();
const { connection, namespace } = temporalAccess();
const keys = await readKeys(settings.keysFile);
const temporal = new Client({
  connection: Connection.lazy(connection),
  namespace,
  dataConverter: dataConverter(keys),
  interceptors: {
    workflow: [
      {
        startUpdateWithStart: ({ workflowStartOptions, ...input }, next) =>
          next({ ...input, workflowStartOptions: { ...workflowStartOptions, workflowTaskTimeout } }),
      },
    ],
  },
});
const tenants = await readTenants(settings);
const server = createApi({
  ...{ temporal, namespace, keys, taskQueue: settings.temporal.taskQueue },
  ...{ tenants, log: openLog('api', 'silent'), stripe: tenantsStripe(tenants, settings.sandbox.url) },
}).listen(settings.api.port, settings.api.host);
await once(server, 'listening');
superviseMe(settings, () => server.close());
