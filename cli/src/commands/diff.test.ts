import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import { beforeEach, expect, test } from 'vitest';
import { runCommand, type Ran } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();
let directory: string;
let repository: TestRepository;
beforeEach(async () => {
  directory = join(folder.path, 'book');
  await runCommand(folder.path, ['init', 'book']);
  repository = new TestRepository(directory);
});

interface Card {
  [key: string]: unknown;
}

function edit(path: string, change: (value: Card) => Card, to = path): void {
  const value = JSON.parse(readFileSync(join(directory, path), 'utf8')) as Card;
  writeFileSync(join(directory, to), `${JSON.stringify(change(value), null, 2)}\n`);
}

/** Version 4 of checkout.order_paid: the user is gone, the payment method is asked of everybody already. */
function addVersion(note = 'Asked for by pricing'): void {
  const change = ({ fields, ...rest }: Card): Card => {
    const kept = Object.entries(fields as object).filter(([name]) => name !== 'user_id');
    return { ...rest, version: 4, note, fields: Object.fromEntries(kept) };
  };
  edit('events/checkout.order_paid/3.json', change, 'events/checkout.order_paid/4.json');
}

function diff(...words: string[]): Promise<Ran> {
  return runCommand(directory, ['diff', ...words]);
}

test('a clean working tree has no changes', async () => {
  const { code, stdout } = await diff();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^No change from HEAD \([0-9a-f]{10}\) to the working tree\.\nNothing is published yet/u,
  );
});

test('a new version says who has to do something, and shows it', async () => {
  addVersion();
  const { code, stdout } = await diff();
  expect(code).toBe(0);
  expect(stdout).toMatch(/1 affects senders, 1 safe\./u);
  expect(stdout).toContain('event checkout.order_paid  affects senders\n');
  expect(stdout).toContain('gets version 4 ("Asked for by pricing"); who sends version 3 goes on as before');
  expect(stdout).toContain('affects senders  version 4: user_id is gone (readers, too)\n');
  expect(stdout).toContain('taken as version 3; as version 4: the contract has no field "user_id"');
  expect(stdout).toContain('warehouse: column user_id is already there');
  expect(stdout).toContain('senders: site-backend/{adverts, billing, messenger}');
  expect((await diff('--fail-on', 'affects-senders')).code).toBe(1);
  expect((await diff('--fail-on', 'loud')).code).toBe(2);
});

test('what check forbids is forbidden here, by the same rule', async () => {
  edit('events/advert.edited/1.json', (contract) => ({ ...contract, fields: {} }));
  rmSync(join(directory, 'events/user.registered'), { recursive: true });
  const { code, stdout } = await diff();
  expect(code).toBe(1);
  expect(stdout).toContain('published-contract-edited');
  expect(stdout).toContain('event user.registered  forbidden');
});

test('refs, folders, snapshots: anything with anything', async () => {
  const first = repository.git('rev-parse', 'HEAD');
  const built = ['snapshot', 'build', '--output', '../old.snapshot'];
  expect((await runCommand(directory, built)).code).toBe(0);
  addVersion();
  repository.git('add', '.');
  repository.git('commit', '--quiet', '--message', 'version 4');
  await runCommand(directory, ['snapshot', 'publish', '--to', '../store']);
  for (const words of [
    ['HEAD~1'],
    ['HEAD~1', 'HEAD'],
    [first, 'main'],
    ['../old.snapshot'],
    ['../old.snapshot', '../store'],
    ['HEAD^', '../store'],
    ['HEAD~1', '.'],
  ]) {
    const { stdout, stderr } = await diff(...words);
    expect([words, stderr]).toEqual([words, '']);
    expect([words, stdout]).toEqual([words, expect.stringContaining('version 4: user_id is gone')]);
  }
  expect((await diff('../store')).stdout).toMatch(/^No change from snapshot 2 \([0-9a-f]{10}\)/u);
  // Published now: the tag that publishing made is what counts.
  expect((await diff()).stdout).toMatch(/^No change from snapshot\/2/u);
  expect(await diff('HAED')).toMatchObject({ code: 2, stderr: expect.stringContaining('HAED') as string });
  expect(await diff('./nowhere')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('./nowhere') as string,
  });
});

test('a catalog that cannot be read is refused: what is missing from it would look deleted', async () => {
  writeFileSync(join(directory, 'events/advert.edited/event.json'), '{"title": ');
  const { code, stderr } = await diff();
  expect([code, stderr]).toEqual([2, expect.stringContaining('events/advert.edited/event.json')]);
});

test('for programs: sentences, values and payloads', async () => {
  addVersion();
  const { stdout } = await diff('--format', 'json');
  const { counts, subjects } = JSON.parse(stdout) as {
    counts: object;
    subjects: { name: string; changes: { sentence: string; witness?: { refused: object } }[] }[];
  };
  expect(counts).toEqual({ safe: 1, 'affects-readers': 0, 'affects-senders': 1, forbidden: 0 });
  expect(subjects.map(({ name }) => name)).toEqual(['checkout.order_paid']);
  expect(subjects[0]?.changes[1]).toMatchObject({
    sentence:
      'event checkout.order_paid: version 4: user_id is gone: affects senders; for example of site-backend/adverts: ' +
      'the contract has no field "user_id"; warehouse: column user_id is already there.',
    witness: { accepted: { version: 3 }, refused: { version: 4 }, violations: [{ code: 'unknown_field' }] },
  });
});

test('for a review: nothing from the catalog can format, link, mention or bring in HTML', async () => {
  addVersion('<img src=x> @everyone [here](https://evil.example) `x` **loud**\n# title');
  const { stdout } = await diff('--format', 'markdown');
  expect(stdout).toMatch(/^### Eventbook: 1 affects senders, 1 safe\n/u);
  expect(stdout).toContain('#### ✋ Affects senders\n\n**event `checkout.order_paid`** · owners');
  const [, told = ''] = stdout.split('✅ ');
  for (const bad of ['<', '@', ' [', '://', ' **', ' `', '\n#'])
    expect(told.split('\n- ')[0]).not.toContain(bad);
});

test('for a build: at the line of the file, and as cases', async () => {
  addVersion('100%,\r\n::error::x');
  const { stdout } = await diff('--format', 'github');
  expect(stdout).toMatch(
    /^::warning file=events\/checkout\.order_paid\/4\.json,line=[0-9]+,col=3,title=event checkout\.order_paid%3A affects senders::version 4: user_id is gone; .*\n$/u,
  );
  const junit = await diff('--format', 'junit', '--fail-on', 'affects-readers');
  expect(junit.code).toBe(1);
  expect(junit.stdout).toContain(
    '<testcase name="checkout.order_paid" classname="event">\n      <failure type="affects-senders"',
  );
  expect(junit.stdout).not.toContain('\r');
});

test('colours only where a person watches', async () => {
  addVersion('\u001b[31mred');
  expect((await diff()).stdout).not.toContain('\u001b');
  const { stdout } = await runCommand(directory, ['diff'], { isTerminal: true });
  expect(stdout).toContain('\u001b[33maffects senders');
  expect(stdout).not.toContain('\u001b[31mred');
});
