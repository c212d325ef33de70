import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { Settings } from '../platform/settings.ts';
import { type TemporalAccess, temporalAccess } from '../platform/temporal.ts';
import { namespace, temporalAddress } from './children.ts';
import { holderOf } from './supervision/lock.ts';
import { addressesOf } from './welcome.ts';

/** Where the API is: what `npm start` on this data folder has noted, since a taken port moves it, else the settings. */
export function apiAddress(settings: Settings): string {
  return holderOf(settings.dataFolder)?.addresses['api'] ?? addressesOf(settings).api;
}

/** Where Temporal is: as the environment says, else that of `npm start` on this data folder, else as a profile says. */
export function temporalFor(settings: Settings): TemporalAccess {
  if (loadClientConnectConfig({ disableFile: true }).connectionOptions.address !== undefined)
    return temporalAccess();
  const running = holderOf(settings.dataFolder)?.addresses['temporal'];
  if (running !== undefined) return { connection: { address: running }, namespace };
  const { connection, ...rest } = temporalAccess();
  return { ...rest, connection: { address: temporalAddress(settings), ...connection } };
}
