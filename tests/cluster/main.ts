import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCatalog } from '@eventbook/shared/check/check';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { makeUpEvents } from '../demo/made-up-events.js';
import { heading, say, table } from '../demo/tell.js';
import { Cluster, succeed } from './cluster.js';

/**
 * `npm run cluster`: a small cluster on this machine, in a folder of its own that is gone afterwards, until Ctrl-C.
 */
const folder = await mkdtemp(join(tmpdir(), 'eventbook-cluster-'));
const cluster = new Cluster(folder);
const isOver = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
try {
  heading('A cluster');
  await cluster.start();
  table(
    ['what', 'where', 'its data'],
    [
      ['nsqadmin', `http://${cluster.admin.httpAddress}`, ''],
      ['nsqlookupd', cluster.lookupd.httpAddress, ''],
      ...cluster.nsqds.map((nsqd): string[] => ['nsqd', nsqd.address, '']),
      ...cluster.collectors.map(({ url, operatorsUrl }, number): string[] => [
        'collector',
        `${url} (operators: ${operatorsUrl})`,
        cluster.dataOf(number === 0 ? 'one' : 'two'),
      ]),
      ...[...cluster.sinks].map(([name, { operatorsUrl }]): string[] => [
        `sink ${name}`,
        operatorsUrl,
        cluster.dataOf(`${name}-sink`),
      ]),
    ],
  );

  heading('Events, to both collectors');
  const key = await cluster.key('site-backend/adverts');
  const { catalog } = checkCatalog((await readCatalogFolder(cluster.book)).files);
  for (const [number, { url }] of cluster.collectors.entries()) {
    const file = join(folder, `${number}.ndjson`);
    const { lines } = makeUpEvents(catalog, 'site-backend', 5000, number + 1);
    await writeFile(file, `${lines.join('\n')}\n`);
    await succeed('eventbook', ['send', file, '--to', url, '--allow-quarantined'], { EVENTBOOK_KEY: key });
  }
  for (const name of ['one', 'two'])
    await succeed('eventbook-collector', ['seal', '--data', cluster.dataOf(name)]);
  await succeed('eventbook-collector', ['seal', '--data', cluster.dataOf('warehouse-sink')]);
  say(await succeed('eventbook-collector', ['hours', '--data', cluster.dataOf('warehouse-sink')]));

  heading('To try');
  const collector = cluster.collectors[0]?.url ?? '';
  say(`curl ${collector}/v1/events -H 'Authorization: Bearer ${key}' -H 'Content-Type: application/json' \\`);
  say(`  -d '{"event":"advert.viewed","version":1,"fields":{}}'     (its answer says what is missing)`);
  say(`npx eventbook-collector seal --data ${cluster.dataOf('warehouse-sink')}`);
  say(`npx eventbook-collector query --data ${cluster.dataOf('warehouse-sink')}`);
  say(`$EDITOR ${cluster.book}     (what is saved holds a second later)`);
  say('Ctrl-C ends it, and its folder goes with it.');
  await isOver;
} finally {
  await cluster.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
