import { clearLine, cursorTo } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from './cluster.js';

const every = 1000;

/**
 * One line that says how far everybody is, told anew every second: in its place on a terminal, else where it has changed.
 * @returns ends it
 */
export function showProgress(cluster: Cluster): () => Promise<void> {
  const over = new AbortController();
  const showing = (async () => {
    let before = '';
    while (!over.signal.aborted) {
      const line = await lineOf(cluster).catch(() => before);
      if (process.stdout.isTTY) {
        cursorTo(process.stdout, 0);
        clearLine(process.stdout, 0);
        process.stdout.write(`   ${line}`.slice(0, process.stdout.columns - 1));
      } else if (line !== before) {
        process.stdout.write(`   ${line}\n`);
      }
      before = line;
      await sleep(every, undefined, { signal: over.signal }).catch(() => undefined);
    }
    if (process.stdout.isTTY) process.stdout.write('\n');
  })();
  return async () => {
    over.abort();
    await showing;
  };
}

/** What senders were told, and what each sink has brought since it was started. */
async function lineOf(cluster: Cluster): Promise<string> {
  const collectors = [...cluster.collectors.values()];
  const taken = await Promise.all(
    collectors.map(({ operatorsUrl }) => cluster.metric(operatorsUrl, 'eventbook_collector_events_total')),
  );
  const brought = await Promise.all(
    [...cluster.sinks].map(async ([name, { operatorsUrl }]) => {
      const isCopy = cluster.recipients.some((one) => one.name === name && one.card.kind === 's3');
      const metric = isCopy ? 'eventbook_sink_hours_mirrored_total' : 'eventbook_sink_events_total';
      const count = await cluster.metric(operatorsUrl, metric);
      return `${name} ${count.toLocaleString('en')}${isCopy ? ' hours' : ''}`;
    }),
  );
  const sum = taken.reduce((total, one) => total + one, 0);
  return `collectors ${sum.toLocaleString('en')} → ${brought.join(', ')}`;
}
