import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkCatalog } from '@eventbook/shared/check/check';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { makeUpEvents } from '../demo/made-up-events.js';
import { type Cluster, succeed } from './cluster.js';

export interface Answered {
  readonly sent: number;
  readonly accepted: number;
  readonly flagged: number;
  readonly quarantined: number;
  readonly rejected: number;
}

/**
 * Sends the demo's events to each collector, from a source of every environment.
 * @param count of each source at each collector
 * @returns by collector, what became of them
 */
export async function sendEvents(cluster: Cluster, count: number): Promise<ReadonlyMap<string, Answered>> {
  const { catalog } = checkCatalog((await readCatalogFolder(cluster.book)).files);
  const answers = new Map<string, Answered>();
  let seed = 0;
  for (const [source, key] of cluster.keys) {
    for (const [name, { url }] of cluster.collectors) {
      const { lines } = makeUpEvents(catalog, source.split('/')[0] ?? '', count, (seed += 1));
      const file = join(cluster.folder, `${seed}.ndjson`);
      await writeFile(file, `${lines.join('\n')}\n`);
      const args = ['send', file, '--to', url, '--allow-quarantined', '--format', 'json'];
      const answer = JSON.parse(await succeed('eventbook', args, { EVENTBOOK_KEY: key })) as Answered;
      answers.set(name, sum(answers.get(name), answer));
    }
  }
  return answers;
}

function sum(one: Answered | undefined, other: Answered): Answered {
  const of = (outcome: keyof Answered): number => (one?.[outcome] ?? 0) + other[outcome];
  const [sent, accepted, flagged] = [of('sent'), of('accepted'), of('flagged')];
  return { sent, accepted, flagged, quarantined: of('quarantined'), rejected: of('rejected') };
}
