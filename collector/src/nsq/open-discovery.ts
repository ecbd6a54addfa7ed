import { parseAddress } from './address.js';
import { type Discovery, fixedDiscovery, LookupDiscovery } from './discovery.js';

/**
 * The nsqd that settings name, or those that the directories know which they name.
 * @throws AppError configuration_invalid
 */
export async function openDiscovery(settings: {
  readonly nsqd: readonly string[];
  readonly nsqlookupd: readonly string[];
}): Promise<Discovery> {
  const nsqds = settings.nsqd.map((text) => parseAddress(text, 4150));
  const lookupds = settings.nsqlookupd.map((text) => parseAddress(text, 4161));
  return lookupds.length === 0 ? fixedDiscovery(nsqds) : LookupDiscovery.start(lookupds, nsqds);
}
