import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Harness, paid, sendLines } from '../collector/harness.js';
import { shopCatalog, writeCatalog } from '../collector/shop-catalog.js';
import { Nsqd } from '../support/nsq.js';
import { nsqPrograms } from '../support/nsq-programs.js';

let harness: Harness;
let nsqd: Nsqd;
let scratch: string;

beforeEach(async () => {
  harness = await Harness.make();
  const card = shopCatalog().get('events/shop.paid/event.json');
  const destinations = ['warehouse', 'queue'];
  await writeCatalog(
    harness.catalog,
    new Map<string, object>([
      ['destinations/queue.json', { title: 'Queue', kind: 'queue', owner: 'shop', framing: 'event' }],
      ['events/shop.paid/event.json', { ...card, destinations }],
    ]),
  );
  nsqd = await Nsqd.start(join(harness.folder, 'nsqd'));
  scratch = await mkdtemp(join(tmpdir(), 'eventbook-consumers-'));
});

afterEach(async () => {
  await harness.end();
  await nsqd.end('SIGKILL');
  await rm(scratch, { recursive: true, force: true });
});

async function send(): Promise<void> {
  const collector = await harness.start(['--nsqd', nsqd.address]);
  await sendLines(
    collector,
    Array.from({ length: 20 }, (_, index) => paid({ note: `n${index}` })),
  );
}

function noteIn(line: string): unknown {
  return (JSON.parse(line) as { fields: { note: unknown } }).fields.note;
}

const wanted = Array.from({ length: 20 }, (_, index) => `n${index}`);

test('nsq_to_file reads a destination’s topic as it is: a stored event a line', async () => {
  await send();
  const flags = ['--topic=queue', '--channel=files', `--nsqd-tcp-address=${nsqd.address}`];
  const program = join(nsqPrograms(), 'nsq_to_file');
  const child = spawn(program, [...flags, `--output-dir=${scratch}`, '--sync-interval=100ms'], {
    stdio: 'ignore',
  });
  try {
    let lines: string[] = [];
    while (lines.length < 20) {
      await sleep(50);
      const [file] = await readdir(scratch);
      lines =
        file === undefined ? [] : (await readFile(join(scratch, file), 'utf8')).split('\n').slice(0, -1);
    }
    expect(lines.map(noteIn)).toEqual(wanted);
  } finally {
    child.kill();
    await once(child, 'exit');
  }
});

/** The protocol with nothing but a socket: what a team does that has no library. */
const consumer = `
import json, socket, struct, sys
line = socket.create_connection((sys.argv[1], int(sys.argv[2]))).makefile("rwb")
line.write(b"  V2SUB queue python\\nRDY 10\\n"); line.flush()
left = int(sys.argv[3])
while left:
    size, kind = struct.unpack(">ii", line.read(8)); body = line.read(size - 4)
    if kind == 2:
        print(json.loads(body[26:])["fields"]["note"])
        line.write(b"FIN " + body[10:26] + b"\\n"); line.flush(); left -= 1
`;

test('a consumer of ten lines of Python reads a destination’s topic', async () => {
  await send();
  const file = join(scratch, 'consumer.py');
  await writeFile(file, consumer);
  const child = spawn('python3', [file, '127.0.0.1', String(nsqd.tcpPort), '20'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  await once(child, 'close');
  expect(printed.trim().split('\n')).toEqual(wanted);
});
