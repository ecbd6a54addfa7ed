import { constants, setPriority } from 'node:os';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { HourWriter } from '../hours/hour-writer.js';
import { makeLogger } from '../log/logger.js';
import { memorySample } from '../metrics/ingest-metrics.js';
import { openWriter } from './open-writer.js';
import { serveParent } from './channel.js';
import type { WriterRequests } from './messages.js';

/** The writer: reads every journal under the data directory and makes hourly Parquet. Requests go before it. */
let writer: HourWriter | undefined;

function theWriter(): HourWriter {
  if (writer === undefined)
    throw new AppError('bug', 'internal', 'The writer was asked before it was started.');
  return writer;
}

serveParent<WriterRequests>({
  async start({ configuration, name }) {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    writer = await openWriter(configuration, name, makeLogger(configuration.log_level, 'writer'));
    return null;
  },
  write: ({ hour, state, keepParts, absent }) => theWriter().write(hour, state, undefined, keepParts, absent),
  part: async ({ hour }) => (await theWriter().writePart(hour)) ?? null,
  hours: ({ since }) => theWriter().listHours(since ?? undefined),
  reconcile: ({ since }) => theWriter().reconcile(since ?? undefined),
  tend: () => theWriter().tend(),
  metrics: () => Promise.resolve([memorySample('writer')]),
  async stop() {
    await writer?.close();
    return null;
  },
});
