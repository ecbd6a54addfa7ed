import { once as emitted } from 'node:events';
import { rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hasTopic, topicOf } from '@eventbook/shared/catalog/topics';
import type { Destination } from '@eventbook/shared/catalog/model';
import { AppError } from '@eventbook/shared/errors/app-error';
import { isRelayed, type ServerConfiguration } from '../config/configuration.js';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { controlServer } from '../http/control.js';
import { jsonAnswer, jsonServer } from '../http/json-server.js';
import { type Logger, makeLogger } from '../log/logger.js';
import { metricsContentType, renderMetrics } from '../metrics/render.js';
import type { Sample } from '../metrics/table.js';
import { openDiscovery } from '../nsq/open-discovery.js';
import { urlOf } from '../processes/collector.js';
import { freePort } from '../processes/port.js';
import { DestinationCard } from '../sinks/destination-card.js';
import { DeliverySink } from '../sinks/delivery/delivery-sink.js';
import { DryRun } from '../sinks/delivery/dry-run.js';
import type { Delivery } from '../sinks/delivery/delivery.js';
import { openDelivery } from '../sinks/delivery/open-delivery.js';
import { mirrorOnce } from '../sinks/s3/mirror-once.js';
import { S3Sink } from '../sinks/s3/s3-sink.js';
import { SetAside } from '../sinks/set-aside.js';
import { WarehouseSink } from '../sinks/warehouse/warehouse-sink.js';
import { untilSignal } from './until-signal.js';

export interface SinkFlags {
  /** Show what would be done, and do nothing. */
  readonly dryRun: boolean;
  /** End when what is there now has been brought. */
  readonly once: boolean;
}

/** What a sink is to those who run it. */
interface RunningSink {
  obstacles(): Promise<string[]>;
  samples(): Promise<(readonly Sample[])[]>;
  stop(milliseconds: number): Promise<void>;
}

/**
 * Runs the sink of a destination until a signal ends it. On stdout, where that is no terminal, it says in one line of JSON
 * where operators ask it.
 * @throws AppError where it cannot start
 */
export async function sink(
  name: string,
  configuration: ServerConfiguration,
  { dryRun, once }: SinkFlags,
): Promise<void> {
  const log = makeLogger(configuration.log_level, 'sink');
  const host = configuration.operators_host;
  const port = await freePort(host, configuration.operators_port);
  const ending = untilSignal();
  const known = await DestinationCard.read(name, configuration);
  const destination = known.card;
  if (!hasTopic(destination) && (dryRun || once))
    return mirrorOnce({ name, configuration, log }, dryRun, ending, configuration.shutdown_seconds * 1000);
  refuseWithout(destination, configuration, once);
  const topic = hasTopic(destination) ? topicOf(name, destination) : undefined;
  let fail: (why: string) => void = () => undefined;
  const failed = new Promise<string>((resolve) => (fail = resolve));
  const servers: Server[] = [];
  let running: RunningSink;
  let control: ((operators: string) => Server) | undefined;
  if (topic === undefined) {
    const bucket = await S3Sink.open({ name, configuration, log });
    bucket.start();
    running = bucket;
  } else if (destination.kind === 'warehouse' && !dryRun) {
    const warehouse = await WarehouseSink.start(name, topic, configuration, log, ({ message }) =>
      fail(message),
    );
    running = warehouse;
    control = (operators) => controlOf(warehouse, operators);
  } else {
    running = await startDelivery(known, configuration, dryRun, log);
  }
  if (!(running instanceof DeliverySink)) refuseToFollow(known, log);
  const operators = operatorsOf(running);
  servers.push(operators);
  operators.listen(port, host);
  await emitted(operators, 'listening');
  const operatorsUrl = urlOf(host, (operators.address() as AddressInfo).port);
  const { controlSocket } = dataDirectoryLayout(configuration.data);
  if (control !== undefined) {
    await rm(controlSocket, { force: true });
    const server = control(operatorsUrl);
    servers.push(server);
    server.listen(controlSocket);
    await emitted(server, 'listening');
  }
  log.info(
    {
      destination: name,
      kind: destination.kind,
      ...(topic === undefined ? {} : { topic }),
      operators: operatorsUrl,
    },
    'the sink runs',
  );
  if (!process.stdout.isTTY && !dryRun)
    process.stdout.write(`${JSON.stringify({ operators: operatorsUrl, pid: process.pid })}\n`);
  const failure = await Promise.race([failed, ending.then(() => undefined)]);
  for (const server of servers) server.close();
  if (control !== undefined) await rm(controlSocket, { force: true });
  await known.stop();
  await running.stop(configuration.shutdown_seconds * 1000);
  for (const server of servers) server.closeAllConnections();
  if (failure !== undefined)
    throw new AppError('unavailable', 'journal_write_failed', `The sink ends: ${failure}`, {
      hint: 'What was not kept comes again, to the next one that is started.',
    });
  log.info('stopped; what was finished is where it goes, and the rest comes again');
  setTimeout(() => process.exit(), 500).unref();
}

/** Those that take events from NSQ need one; those that mirror a folder can do it once. */
function refuseWithout(destination: Destination, configuration: ServerConfiguration, once: boolean): void {
  if (once)
    throw new AppError('user', 'usage', `A ${destination.kind} is brought events for as long as they come.`, {
      hint: '--once is for s3.',
    });
  if (hasTopic(destination) && !isRelayed(configuration))
    throw new AppError(
      'user',
      'configuration_invalid',
      'A sink takes its events from NSQ, and no nsqd is named.',
      { hint: 'Give --nsqd or --nsqlookupd.' },
    );
}

async function startDelivery(
  known: DestinationCard,
  configuration: ServerConfiguration,
  dryRun: boolean,
  log: Logger,
): Promise<RunningSink> {
  const { name, card: first } = known;
  if (dryRun && first.kind === 'warehouse')
    throw new AppError('user', 'usage', 'A warehouse gets no single events that could be shown.', {
      hint: '`eventbook-collector query` shows what it has.',
    });
  const counts = { unroutable: 0, again: 0 };
  const open = async (card: Destination): Promise<Delivery> =>
    dryRun
      ? new DryRun((text) => process.stdout.write(text))
      : openDelivery(name, card, configuration, {
          onUnroutable: () => (counts.unroutable += 1),
          onAgain: () => (counts.again += 1),
        });
  const running = new DeliverySink({
    topic: topicOf(name, first),
    // A dry run reads along, and takes nothing from those who deliver.
    channel: dryRun ? 'dry-run#ephemeral' : name,
    discovery: await openDiscovery(configuration),
    delivery: await open(first),
    setAside: new SetAside(join(configuration.data, 'set-aside'), log),
    counts,
    log,
  });
  known.follow(log, async (card) => {
    if (card.kind !== first.kind) throw cannotFollow(name, `it was a ${first.kind} and is a ${card.kind}`);
    const topic = topicOf(name, card);
    await running.follow(topic, await open(card));
    const { collection, keep_days } = card;
    log.info({ destination: name, topic, collection, keep_days }, 'the sink goes by the changed card');
  });
  return running;
}

/** What a sink of hours goes by is what it was started with. */
function refuseToFollow(known: DestinationCard, log: Logger): void {
  const { name, card: first } = known;
  known.follow(log, ({ kind, topic }) => {
    if (kind !== first.kind) throw cannotFollow(name, `it was a ${first.kind} and is a ${kind}`);
    if (topic !== first.topic) throw cannotFollow(name, 'its topic is another one');
    return Promise.resolve();
  });
}

function cannotFollow(name: string, why: string): AppError {
  return new AppError('conflict', 'destination_changed', `${name} has changed in the book: ${why}.`, {
    hint: 'Start the sink again.',
  });
}

function operatorsOf(running: RunningSink): Server {
  return jsonServer({
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
}

/** So that the commands about hours work on its data directory. */
function controlOf(running: WarehouseSink, operators: string): Server {
  const snapshot = { statement: null, checked_at: null, refusals: {}, last_refusal: null };
  return controlServer(running, () => ({
    ...{ name: running.name, pid: process.pid, events: '', operators, snapshot },
  }));
}
