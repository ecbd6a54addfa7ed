/**
 * The process that tests/journal/kill-nine.test.ts kills. `append <folder>` opens the journal and appends groups
 * without end, eight at a time, and prints the positions of each group when it is acknowledged; `read <folder>`
 * recovers and prints every position that is there, in order.
 */
import { basename, dirname, join } from 'node:path';
import { Buffer } from 'node:buffer';
import { writeSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const compiled = join(dirname(fileURLToPath(import.meta.url)), '../../collector/dist/journal');
const { Journal } = await import(join(compiled, 'journal.js'));
const { recoverJournals } = await import(join(compiled, 'recover.js'));
const { listSegments } = await import(join(compiled, 'segments.js'));
const { readSegment } = await import(join(compiled, 'read-segment.js'));
const { append } = await import(join(compiled, 'testing/sample-groups.js'));

const [, , command, folder = ''] = process.argv;
const name = basename(folder);

async function appendForEver(journal) {
  for (let round = 0; ; round += 1) {
    const receivedAt = journal.receive(Date.now() * 1000);
    const first = journal.nextPosition;
    const count = 1 + (round % 7);
    const content = `"event":"t","x":"${'x'.repeat(500)}"}`;
    const records = Array.from({ length: count }, (_, index) => {
      const said = BigInt(first + index);
      return { outcome: 'accepted', table: 't', id: '0'.repeat(32), said, content };
    });
    const origin = { source: 'site/web', snapshot: '', collector: 'test' };
    await append(journal, { ...origin, receivedAt, rejected: 0, records });
    writeSync(1, `${first} ${count}\n`);
    if (round % 50 === 49) await journal.rotate();
  }
}

if (command === 'append') {
  const journal = await Journal.open(folder, { name, segmentBytes: 200_000 });
  await Promise.all(Array.from({ length: 8 }, () => appendForEver(journal)));
} else {
  await recoverJournals(dirname(folder));
  for (const { path } of await listSegments(dirname(folder))) {
    await readSegment(path, (group) => {
      group.records((record) => {
        const line = Buffer.alloc(record.lineLength);
        record.copyLine(line, 0);
        const { _position } = JSON.parse(line.toString());
        writeSync(1, `${_position.slice(name.length + 1)}\n`);
      });
    });
  }
}
