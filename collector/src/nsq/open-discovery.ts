import { type Address, parseAddress } from './address.js';
import { type Discovery, fixedDiscovery, LookupDiscovery } from './discovery.js';

interface NsqSettings {
  readonly nsqd: readonly string[];
  readonly nsqlookupd: readonly string[];
}

/** @throws AppError configuration_invalid */
export function nsqAddresses({ nsqd, nsqlookupd }: NsqSettings): { nsqds: Address[]; lookupds: Address[] } {
  return {
    nsqds: nsqd.map((text) => parseAddress(text, 4150)),
    lookupds: nsqlookupd.map((text) => parseAddress(text, 4161)),
  };
}

/**
 * The nsqd that settings name, and those that the directories know which they name.
 * @throws AppError configuration_invalid
 */
export async function openDiscovery(settings: NsqSettings): Promise<Discovery> {
  const { nsqds, lookupds } = nsqAddresses(settings);
  return lookupds.length === 0 ? fixedDiscovery(nsqds) : LookupDiscovery.start(lookupds, nsqds);
}
