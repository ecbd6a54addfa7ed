import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.js';
import { useTemporaryFolder } from '../testing/temporary-folder.js';

const folder = useTemporaryFolder();

function write(path: string, value: unknown): void {
  const file = join(folder.path, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
}

const order = { type: 'object', additionalProperties: false, properties: { orderId: { type: 'string' } } };
const properties = { properties: { type: 'object', properties: { total: { type: 'number' } } } };

test.each([
  ['jsonschema', 'from/checkout/order/1.0.0.json', order, 'checkout.order', 'from'],
  [
    'segment',
    'plan.json',
    { rules: { events: [{ name: 'Order Paid', rules: { properties } }] } },
    'order_paid',
    'plan.json',
  ],
  ['gitlab', 'from/a.yml', 'action: open_board\nidentifiers: [user]\n', 'open_board', 'from'],
  [
    'glean',
    'metrics.yaml',
    'tab:\n  opened: {type: event, description: A tab}\n',
    'tab.opened',
    'metrics.yaml',
  ],
])(
  'import %s brings an event into a catalog that checks, and a second time nothing',
  async (source, file, value, event, given) => {
    write(file, value);
    const run = (): ReturnType<typeof runCommand> =>
      runCommand(folder.path, ['import', source, given, '--catalog', 'book', '--format', 'json']);
    const first = await run();
    expect(first.code, first.stdout + first.stderr).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ written: true, events: [{ event, state: 'new' }] });
    expect(existsSync(join(folder.path, 'book/events', event, '1.json'))).toBe(true);
    const checked = await runCommand(folder.path, ['check', 'book']);
    expect(checked.code, checked.stdout).toBe(0);
    expect(JSON.parse((await run()).stdout)).toMatchObject({ events: [{ state: 'unchanged' }], files: [] });
  },
);

test('one broken file keeps everything out, unless told to keep going', async () => {
  write('from/order/1.json', order);
  write('from/broken/1.json', '{');
  const args = ['import', 'jsonschema', 'from', '--catalog', 'book', '--report', 'report.md'];
  const refused = await runCommand(folder.path, args);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('broken/1.json');
  expect(existsSync(join(folder.path, 'book'))).toBe(false);
  expect(readFileSync(join(folder.path, 'report.md'), 'utf8')).toContain('## Could not be read');
  expect((await runCommand(folder.path, [...args, '--keep-going'])).code).toBe(1);
  expect(existsSync(join(folder.path, 'book/events/order/1.json'))).toBe(true);
});

test('a catalog that is there keeps its files, and a clash of names is told', async () => {
  await runCommand(folder.path, ['init', 'book']);
  write('from/checkout/orderPaid/1.json', order);
  write('from/checkout/paid/1.json', order);
  const args = [
    'import',
    'jsonschema',
    'from',
    '--catalog',
    'book',
    '--owner',
    'payments',
    '--format',
    'json',
  ];
  const before = readFileSync(join(folder.path, 'book/events/checkout.order_paid/1.json'), 'utf8');
  const ran = await runCommand(folder.path, [...args, '--keep-going']);
  const { events } = JSON.parse(ran.stdout) as { events: { event: string; state: string }[] };
  expect(events.map(({ event, state }) => [event, state])).toEqual([
    ['checkout.order_paid', 'refused'],
    ['checkout.paid', 'new'],
  ]);
  expect(readFileSync(join(folder.path, 'book/events/checkout.order_paid/1.json'), 'utf8')).toBe(before);
  expect((await runCommand(folder.path, ['check', 'book'])).code).toBe(0);
});

test.each([
  [['import', 'gitlab', '.', '--catalog', 'book'], 'nothing to import'],
  [['import', 'iglu', 'nowhere', '--catalog', 'book'], 'no file or folder'],
  [['import', 'gitlab', '.', '--owner', 'A B'], 'not allowed'],
])('%j: %s', async (args, message) => {
  write('a.txt', '');
  if (args.includes('--owner')) write('a.yml', 'action: a\n');
  const ran = await runCommand(folder.path, args);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(message);
});
