import { Ingest } from './ingest.js';
import { AppError } from '@eventbook/shared/errors/app-error';
import { serveParent } from './channel.js';
import type { IngestRequests } from './messages.js';

/** One process that takes events in, with a journal of its own. */
let ingest: Ingest | undefined;

function theIngest(): Ingest {
  if (ingest === undefined)
    throw new AppError('bug', 'internal', 'The ingest was asked before it was started.');
  return ingest;
}

serveParent<IngestRequests>({
  async start(sent) {
    ingest = await Ingest.open(sent);
    ingest.listen(sent.configuration.host, sent.port);
    return null;
  },
  prepare: async (stored) => {
    await theIngest().prepare(stored);
    return null;
  },
  swap: async (stored) => {
    await theIngest().swap(stored);
    return null;
  },
  tail: (filters) => {
    theIngest().watch(filters);
    return Promise.resolve(null);
  },
  deny: async (denied) => {
    theIngest().deny(denied);
    return Promise.resolve(null);
  },
  rotate: async ({ floor }) => {
    await theIngest().rotate(floor);
    return null;
  },
  metrics: () => Promise.resolve(theIngest().samples()),
  stop: async () => {
    await ingest?.close();
    return null;
  },
});
