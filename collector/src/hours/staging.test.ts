import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StagedLine } from './staged-line.js';
import { Staging } from './staging.js';

const origin = { _outcome: 'accepted', _environment: 'e', _source: 'e/s', _snapshot: '', _collector: '' };

function lineOf(line: Buffer): StagedLine {
  return { room: line.length, copyTo: (target, at) => at + line.copy(target, at) };
}

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(`${tmpdir()}/eventbook-staging-`);
});
afterEach(() => rmSync(directory, { recursive: true }));

test('lines of many tables arrive whole and in order, however small the budget', () => {
  for (const budget of [1, 100_000, 2 ** 26]) {
    rmSync(directory, { recursive: true });
    directory = mkdtempSync(`${tmpdir()}/eventbook-staging-`);
    const staging = new Staging(directory, budget);
    const wanted = new Map<string, string>();
    for (let row = 0; row < 3000; row++) {
      const table = `t${(row * row) % 37}`;
      const line = `${row}:${'x'.repeat((row * 31) % 700)}\n`;
      staging.add(table, lineOf(Buffer.from(line)), origin);
      wanted.set(table, (wanted.get(table) ?? '') + line);
    }
    const staged = staging.finish();
    expect([...staged.keys()].sort()).toEqual([...wanted.keys()].sort());
    for (const [table, { path, rows, longestLine }] of staged) {
      const text = readFileSync(path, 'utf8');
      expect(text).toBe(wanted.get(table));
      const lines = text.trimEnd().split('\n');
      expect([rows, longestLine]).toEqual([lines.length, Math.max(...lines.map((line) => line.length + 1))]);
    }
  }
});

test('what waits in memory stays within the budget', () => {
  const staging = new Staging(directory, 1_000_000);
  const line = Buffer.from(`${'x'.repeat(999)}\n`);
  for (let row = 0; row < 10_000; row++) staging.add(`t${row % 200}`, lineOf(line), origin);
  const written = readdirSync(directory).reduce(
    (sum, name) => sum + readFileSync(`${directory}/${name}`).length,
    0,
  );
  expect(written).toBeGreaterThanOrEqual(10_000 * 1000 - 1_000_000);
});

test('a line that is larger than any buffer is taken all the same', () => {
  const staging = new Staging(directory, 1000);
  const line = Buffer.alloc(3 * 1024 * 1024, 'y');
  line[line.length] = 10;
  staging.add('t', lineOf(line), origin);
  staging.add('t', lineOf(Buffer.from('z\n')), origin);
  const table = staging.finish().get('t');
  expect(table).toMatchObject({ rows: 2, longestLine: line.length });
  expect(readFileSync(table?.path ?? '').length).toBe(line.length + 2);
});
