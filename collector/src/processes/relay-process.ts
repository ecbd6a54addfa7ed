import { AppError } from '@eventbook/shared/errors/app-error';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { makeLogger } from '../log/logger.js';
import { memorySample } from '../metrics/ingest-metrics.js';
import { relaySamples } from '../metrics/relay-samples.js';
import { openDiscovery } from '../nsq/open-discovery.js';
import { Relay } from '../relay/relay.js';
import { serveParent } from './channel.js';
import type { RelayRequests } from './messages.js';

/** The relay: reads every journal and publishes to the destinations of the book. */
let relay: Relay | undefined;

function theRelay(): Relay {
  if (relay === undefined)
    throw new AppError('bug', 'internal', 'The relay was asked before it was started.');
  return relay;
}

serveParent<RelayRequests>({
  async start({ configuration, name, snapshot, tips, over }) {
    relay = new Relay({
      collector: name,
      layout: dataDirectoryLayout(configuration.data),
      discovery: await openDiscovery(configuration),
      written: Array.from({ length: configuration.workers }, (_, number) => String(number)),
      messageBytes: configuration.nsq_message_bytes,
      log: makeLogger(configuration.log_level, 'relay'),
    });
    for (const tip of tips) relay.tip(tip);
    if (snapshot !== null) await relay.use(snapshot);
    if (over !== null) await relay.hourOver(over);
    return null;
  },
  use: async (snapshot) => {
    await theRelay().use(snapshot);
    return null;
  },
  tip: (tip) => {
    theRelay().tip(tip);
    return Promise.resolve(null);
  },
  hourOver: async ({ hour }) => {
    await theRelay().hourOver(hour);
    return null;
  },
  replay: ({ destination, hours }) => theRelay().replay(destination, hours),
  drained: async () => {
    await theRelay().drained();
    return null;
  },
  metrics: () => Promise.resolve([...relaySamples(theRelay()), memorySample('relay')]),
  stop: async () => {
    await relay?.stop();
    return null;
  },
});
