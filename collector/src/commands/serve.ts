import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { relative } from 'node:path';
import { withoutCredentials } from '../config/print.js';
import type { ServerConfiguration } from '../config/configuration.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { controlServer } from '../http/control.js';
import { operatorsListener } from '../http/operators-listener.js';
import { type Logger, makeLogger } from '../log/logger.js';
import { Collector, snapshotStatus, urlOf } from '../processes/collector.js';
import { freePort, portInUse } from '../processes/port.js';
import { untilSignal } from './until-signal.js';

/**
 * Runs a collector until a signal ends it. On stdout, where that is no terminal, it says in one line of
 * JSON where it listens, as soon as it does.
 * @throws AppError where it cannot start
 */
export async function serve(
  configuration: ServerConfiguration,
  { drain }: { readonly drain: boolean },
): Promise<void> {
  const log = makeLogger(configuration.log_level, 'parent');
  const host = configuration.operators_host;
  const port = await freePort(host, configuration.operators_port);
  const ending = untilSignal();
  const starting = Collector.start(configuration, log);
  const isEnded = await Promise.race([starting.then(() => false), ending.then(() => true)]);
  // Nothing was taken in yet, and children end with this process.
  if (isEnded) process.exit(0);
  const collector = await starting;
  const servers: Server[] = [];
  const { controlSocket } = dataDirectoryLayout(configuration.data);
  try {
    const operators = operatorsListener(collector);
    servers.push(operators);
    operators.listen(port, host);
    await listening(operators, host, port);
    const operatorsUrl = urlOf(host, (operators.address() as AddressInfo).port);
    // The lock is ours, so what is there was left by a collector that crashed.
    await rm(controlSocket, { force: true });
    const control = controlServer(
      collector,
      () => ({
        name: collector.name,
        pid: process.pid,
        events: collector.eventsUrl,
        operators: operatorsUrl,
        snapshot: snapshotStatus(collector.keeper),
      }),
      (destination, hours) => collector.replay(destination, hours),
    );
    servers.push(control);
    control.listen(controlSocket);
    await once(control, 'listening');
    const { eventsUrl } = collector;
    log.info(startLine(collector, configuration, operatorsUrl));
    const ready = { events: eventsUrl, operators: operatorsUrl, pid: process.pid };
    if (!process.stdout.isTTY) process.stdout.write(`${JSON.stringify(ready)}\n`);
    log.info(`stopping: ${await ending}`);
    if (drain) await writeAll(collector, log);
  } finally {
    // Their names first: once the lock is free, what stands there may be the next collector's.
    for (const server of servers) server.close();
    await rm(controlSocket, { force: true });
    await collector.stop();
    for (const server of servers) server.closeAllConnections();
  }
  log.info('stopped; everything that was acknowledged is on disk');
  // A place of snapshots that never answers would hold the process for as long as it may take.
  setTimeout(() => process.exit(), 500).unref();
}

/** What cannot be written stays in the journals, and the next collector writes it. */
async function writeAll(collector: Collector, log: Logger): Promise<void> {
  log.info('draining: nothing more is taken in, and everything that was acknowledged is written');
  const written = await collector.drain();
  log.info(
    { hours: written.map(({ hour }) => hour) },
    'drained: everything that was acknowledged is written',
  );
}

function startLine(collector: Collector, configuration: ServerConfiguration, operatorsUrl: string): string {
  const { current } = collector.keeper;
  const snapshot =
    current === undefined
      ? 'no snapshot yet'
      : `snapshot ${current.statement.sequence} (${current.statement.id.slice(0, 8)})`;
  const data = relative(process.cwd(), configuration.data) || '.';
  return (
    `events: POST ${collector.eventsUrl}/v1/events, operators: ${operatorsUrl}/metrics, ` +
    `${snapshot} from ${withoutCredentials(configuration.catalog)}, data in ${data}`
  );
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw portInUse(host, port, cause);
  }
}
