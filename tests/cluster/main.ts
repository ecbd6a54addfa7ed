import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { heading, say, table } from '../demo/tell.js';
import { Cluster } from './cluster.js';
import { countEverywhere } from './counts.js';
import { showProgress } from './progress.js';
import { recipients } from './recipients.js';
import { sendEvents } from './send-events.js';

/**
 * `npm run cluster`: a small cluster on this machine, in a folder of its own that is gone afterwards, until Ctrl-C.
 * With --once it ends when the counts have been compared, and says by its exit code whether they agree.
 */
const { values } = parseArgs({
  options: { without: { type: 'string', multiple: true, default: [] }, once: { type: 'boolean' } },
});
const kinds = Object.keys(recipients).filter((kind) => !values.without.includes(kind));
const folder = await mkdtemp(join(tmpdir(), 'eventbook-cluster-'));
const cluster = new Cluster(folder, kinds);
// Whoever has started us is gone, or has said so.
const over = Promise.race(['SIGINT', 'SIGTERM', 'disconnect'].map((name) => once(process, name))).then(
  () => undefined,
);
try {
  heading('A cluster');
  const isOver = over.then(() => true);
  await cluster.start((what) => say(`${what} …`));
  // What was being started when it was to end had to start first.
  if (!(await Promise.race([isOver, Promise.resolve(false)]))) await show();
} finally {
  heading('The end');
  await cluster.stop((what) => say(`${what} is ended`));
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  // Else the line to whoever has started us would keep us.
  if (process.connected) process.disconnect();
}

async function show(): Promise<void> {
  tellAddresses();
  heading('The demo’s events, to both collectors');
  const endProgress = showProgress(cluster);
  try {
    const answers = await Promise.race([sendEvents(cluster, 1000), over]);
    if (answers === undefined) return;
    const counts = await Promise.race([countEverywhere(cluster, answers), over]);
    if (counts === undefined) return;
    await endProgress();
    table(
      ['collector', 'sent', 'accepted', 'flagged', 'quarantined', 'rejected'],
      [...answers].map(([name, { sent, accepted, flagged, quarantined, rejected }]) => [
        ...[name, sent, accepted, flagged, quarantined, rejected],
      ]),
    );
    const { wanted, repeats, there } = counts;
    say(
      `Of what was accepted or flagged, ${repeats} were sent twice: ${wanted.toLocaleString('en')} are to be everywhere.`,
    );
    table(
      ['destination', 'events', ''],
      [...there].map(([name, count]) => [name, count, count === wanted ? 'agrees' : 'DOES NOT AGREE']),
    );
    if ([...there.values()].some((count) => count !== wanted)) process.exitCode = 1;
  } finally {
    await endProgress();
  }
  if (values.once === true) return;
  tellWhatToTry();
  const endWatching = showProgress(cluster);
  await over;
  await endWatching();
}

function tellAddresses(): void {
  const sinkOf = (name: string): string => `${cluster.sinks.get(name)?.operatorsUrl ?? ''}/metrics`;
  table(
    ['what', 'to open', 'its metrics'],
    [
      ['nsqadmin', `http://${cluster.admin.httpAddress}`, ''],
      ['nsqlookupd', `http://${cluster.lookupd.httpAddress}/nodes`, ''],
      ...cluster.nsqds.map(({ address, httpAddress }) => [
        ...[`nsqd ${address}`, `http://${httpAddress}/stats`, ''],
      ]),
      ...[...cluster.collectors].map(([name, { url, operatorsUrl }]) => [
        ...[`collector ${name}`, url, `${operatorsUrl}/metrics`],
      ]),
      ['warehouse', cluster.warehouse, sinkOf('warehouse')],
      ...cluster.recipients.map(({ name, card, address }) => [
        ...[`${name} (${card.kind})`, address, sinkOf(name)],
      ]),
    ],
  );
  for (const kind of values.without) say(`${kind} is left out.`);
  for (const [kind, why] of cluster.leftOut) say(`${kind} is left out: ${why}`);
}

function tellWhatToTry(): void {
  const collector = cluster.collectors.get('one')?.url ?? '';
  const [source, key] = [...cluster.keys].at(-1) ?? [];
  heading('To try');
  say(`curl ${collector}/v1/events -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' \\`);
  say(
    `  -d '{"event":"advert.viewed","version":1,"fields":{}}'     (as ${source}; its answer says what is missing)`,
  );
  say(`npx eventbook-collector seal --data ${cluster.dataOf('warehouse')}`);
  say(`npx eventbook-collector query --data ${cluster.dataOf('warehouse')}`);
  say(`npx eventbook-collector top --data ${cluster.dataOf('one')}`);
  say(`$EDITOR ${cluster.book}     (what is saved holds a second later)`);
  say('Ctrl-C ends it in order, and its folder goes with it.');
}
