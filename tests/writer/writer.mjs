/**
 * The process that tests/writer/kill-nine.test.ts kills. `append <folder> <round>` keeps 300 more events of three
 * tables; `write <folder> <n>` writes the hour and kills itself at the n-th progress it reports; `reconcile <folder>`
 * prints what reconciling says; `finish <folder>` closes the hour and prints its manifest.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const compiled = join(fileURLToPath(new URL('.', import.meta.url)), '../../collector/dist');
const { HourWriter } = await import(join(compiled, 'hours/hour-writer.js'));
const { Journal } = await import(join(compiled, 'journal/journal.js'));
const { idOf, storedRecord } = await import(join(compiled, 'hours/fixtures/stored-line.js'));
const { append } = await import(join(compiled, 'journal/testing/sample-groups.js'));
const { TestDataDirectory } = await import(join(compiled, 'hours/fixtures/test-data-directory.js'));

const hour = '2026-11-23T07';
const [, , command, folder = '', argument = '0'] = process.argv;

async function appendMore() {
  const snapshot = await new TestDataDirectory(folder).addSnapshot({ first: {}, second: {}, third: {} }, 1);
  const journal = await Journal.open(join(folder, 'journal', '0'), { name: '0' });
  const receivedAt = journal.receive(Date.parse(`${hour}:00:00Z`) * 1000);
  const records = Array.from({ length: 300 }, (_, row) => {
    return storedRecord({ id: idOf(`${argument} ${row}`), event: ['first', 'second', 'third'][row % 3] });
  });
  const origin = { source: 'site/web', snapshot, collector: 'test' };
  await append(journal, { ...origin, receivedAt, rejected: 0, records });
  await journal.close();
}

if (command === 'append') {
  await appendMore();
} else {
  const quiet = () => undefined;
  const writer = await HourWriter.open({
    dataDirectory: folder,
    warehouseDirectory: join(folder, 'warehouse'),
    writer: 'test',
    dedupeHours: 24,
    graceMilliseconds: 0,
    log: { info: quiet, warn: quiet, error: quiet },
  });
  let left = Number(argument);
  if (command === 'write')
    await writer.write(hour, 'open', () => --left === 0 && process.kill(process.pid, 'SIGKILL'));
  if (command === 'reconcile') console.log(JSON.stringify(await writer.reconcile()));
  if (command === 'finish') console.log(JSON.stringify(await writer.write(hour, 'closed')));
  await writer.close();
}
