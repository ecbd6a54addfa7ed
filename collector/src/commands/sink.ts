import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { topicOf } from '@eventbook/shared/catalog/topics';
import type { Destination } from '@eventbook/shared/catalog/model';
import { AppError } from '@eventbook/shared/errors/app-error';
import { admitSnapshot } from '@eventbook/shared/snapshot/admit';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';
import { isRelayed, type ServerConfiguration } from '../config/configuration.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { controlServer } from '../http/control.js';
import { jsonAnswer, jsonServer } from '../http/json-server.js';
import { makeLogger } from '../log/logger.js';
import { metricsContentType, renderMetrics } from '../metrics/render.js';
import { urlOf } from '../processes/collector.js';
import { freePort } from '../processes/port.js';
import { snapshotSource } from '../snapshot/source.js';
import { WarehouseSink } from '../sinks/warehouse/warehouse-sink.js';
import { untilSignal } from './until-signal.js';

/**
 * Runs the sink of a destination until a signal ends it. On stdout, where that is no terminal, it says in one line of JSON
 * where operators ask it.
 * @throws AppError where it cannot start
 */
export async function sink(name: string, configuration: ServerConfiguration): Promise<void> {
  if (!isRelayed(configuration)) {
    throw new AppError(
      'user',
      'configuration_invalid',
      'A sink takes its events from NSQ, and no nsqd is named.',
      {
        hint: 'Give --nsqd or --nsqlookupd.',
      },
    );
  }
  const log = makeLogger(configuration.log_level, 'sink');
  const host = configuration.operators_host;
  const port = await freePort(host, configuration.operators_port);
  const ending = untilSignal();
  const destination = await destinationOf(name, configuration);
  if (destination.kind !== 'warehouse') {
    throw new AppError(
      'user',
      'usage',
      `There is no sink for destinations of kind ${destination.kind} yet.`,
      {
        hint: 'Its topic can be read by any consumer of NSQ.',
      },
    );
  }
  const topic = topicOf(name, destination);
  let fail: (why: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => (fail = resolve));
  const running = await WarehouseSink.start(name, topic, configuration, log, ({ message }) => fail(message));
  const { controlSocket } = dataDirectoryLayout(configuration.data);
  const operators = jsonServer({
    'GET /metrics': async () => ({
      status: 200,
      body: await renderMetrics(await running.samples()),
      contentType: metricsContentType,
    }),
    'GET /readyz': async () => {
      const obstacles = await running.obstacles();
      const isReady = obstacles.length === 0;
      return jsonAnswer({ ready: isReady, obstacles }, isReady ? 200 : 503);
    },
  });
  operators.listen(port, host);
  await once(operators, 'listening');
  const operatorsUrl = urlOf(host, (operators.address() as AddressInfo).port);
  await rm(controlSocket, { force: true });
  const snapshot = { statement: null, checked_at: null, refusals: {}, last_refusal: null };
  const control = controlServer(running, () => ({
    ...{ name: running.name, pid: process.pid, events: '', operators: operatorsUrl, snapshot },
  }));
  control.listen(controlSocket);
  await once(control, 'listening');
  log.info({ destination: name, topic, operators: operatorsUrl, writer: running.name }, 'the sink runs');
  if (!process.stdout.isTTY)
    process.stdout.write(`${JSON.stringify({ operators: operatorsUrl, pid: process.pid })}\n`);
  const failure = await Promise.race([failed, ending.then(() => undefined)]);
  for (const server of [operators, control]) server.close();
  await rm(controlSocket, { force: true });
  await running.stop(configuration.shutdown_seconds * 1000);
  for (const server of [operators, control]) server.closeAllConnections();
  if (failure !== undefined)
    throw new AppError('unavailable', 'journal_write_failed', `The sink ends: ${failure}`, {
      hint: 'What was not kept comes again, to the next one that is started.',
    });
  log.info('stopped; what was finished is on disk, and the rest comes again');
  setTimeout(() => process.exit(), 500).unref();
}

/** What the book says of it now. */
async function destinationOf(name: string, configuration: ServerConfiguration): Promise<Destination> {
  const { catalog, data, trusted_keys: trustedKeys } = configuration;
  const bundle = await snapshotSource(catalog, join(data, 'clone')).fetch(undefined);
  if (bundle === undefined)
    throw new AppError('unavailable', 'snapshot_unavailable', `There is no snapshot at ${catalog}.`);
  const { contentText } = admitSnapshot(bundle, { trustedKeys, current: undefined, anyChange: true });
  const { destinations } = parseContent(contentText);
  const found = destinations.get(name);
  if (found !== undefined) return found;
  const hint = didYouMean(name, destinations.keys());
  throw new AppError('user', 'destination_not_found', `The book has no destination ${name}.`, {
    ...(hint === undefined ? {} : { hint }),
    data: { destination: name },
  });
}
