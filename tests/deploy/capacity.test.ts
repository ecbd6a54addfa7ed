import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metrics } from '@eventbook/collector/metrics/table';
import { root } from './deployed.js';
import { selectorsOf } from './promql.js';

const page = readFileSync(join(root, 'docs/capacity.md'), 'utf8');
const bench = readFileSync(join(root, 'docs/bench.md'), 'utf8');

const inputs = new Map(
  [...page.matchAll(/^\| `(\w+)` \| .* \| ([\d.,]+) \|.*\| (measured|bar|chosen) \|$/gmu)].map(
    ([, name = '', text = '', kind = '']) => [name, { text, kind, value: Number(text.replaceAll(',', '')) }],
  ),
);

function figure(name: string): number {
  const found = inputs.get(name);
  if (found === undefined) throw new Error(`the page says no ${name}`);
  return found.value;
}

/** Where each stands in the figures. */
const rows: Readonly<Record<string, RegExp>> = {
  d: /collector, NDJSON of 100 \|.*?, ([\d.]+) µs of core/u,
  d1: /collector, single events \|.*?, ([\d.]+) µs of core/u,
  w: /an hour of a dozen kinds, journal to Parquet \| ([\d.,]+) rows/u,
  m: /an hour of a thousand kinds, journal to Parquet \| ([\d.,]+) rows/u,
  P: /an hour of a dozen kinds.*? files, ([\d.,]+) MiB/u,
  b: /\(([\d.,]+) bytes, each/u,
  R: /to one destination, in batches \|.*?: ([\d.,]+) events\/s with a core/u,
  R1: /to one destination, a message each \|.*?: ([\d.,]+) events\/s with a core/u,
};

test('what the page calls measured stands in the figures, or nearly: machines differ, and so does each run', () => {
  const measured = [...inputs].filter(([, { kind }]) => kind === 'measured').map(([name]) => name);
  expect(measured).toEqual(Object.keys(rows));
  for (const [name, row] of Object.entries(rows)) {
    const found = Number(row.exec(bench)?.[1]?.replaceAll(',', ''));
    expect(figure(name) / found, `${name} is ${found} there`).toBeGreaterThan(0.75);
    expect(figure(name) / found, `${name} is ${found} there`).toBeLessThan(1.33);
  }
});

test('the plan is what its formulas come to', () => {
  const [d, w, b, peak, u] = ['d', 'w', 'b', 'peak', 'u'].map(figure) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const kept = figure('k') * 3600 * b;
  const away = figure('a') * 3600 * b;
  const measured = d + 2e6 / w;
  const path = 2e6 / figure('T');
  const parquet = (figure('P') * 2 ** 20) / 3e6;
  const plan: readonly (readonly [string, number, (perSecond: number, perDay: number) => number])[] = [
    ['events a second, on average', 0, (s) => s],
    ['at the peak', 0, (s) => s * peak],
    ['cores, of what is measured (door, writer)', 1, (s) => (s * peak * measured) / 1e6 / u],
    ['cores, at the bar (the whole path to one warehouse)', 1, (s) => (s * peak * path) / 1e6 / u],
    ['into collectors, MB/s on average', 0, (s) => (s * b) / 1e6],
    ['journals for 72 hours, TB before compression', 1, (s) => (s * kept) / 1e12],
    ['nsqd, a destination away for 4 hours, TB', 1, (s) => (s * away) / 1e12],
    ['Parquet a day, TB', 2, (_, day) => (day * parquet) / 1e12],
    ['cells', 0, (s) => Math.ceil(s / (w * u))],
  ];
  for (const [what, digits, of] of plan) {
    const print = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const cells = [2e9, 20e9, 200e9].map((day) => of(day / 86_400, day).toLocaleString('en', print));
    expect(page).toContain(`\n| ${what} | ${cells.join(' | ')} |\n`);
  }
  const told = [measured, path, figure('d1') / d, w * u].map((value) =>
    value.toLocaleString('en', { maximumFractionDigits: 1 }),
  );
  expect(told.slice(0, 3)).toEqual(['19.6', '86.2', '3.2']);
  for (const text of ['= 19.6 µs', '= 86.2 µs', '= 3.2 times', '= 83,082 events'])
    expect(page).toContain(text);
});

test('what Prometheus is to be asked is PromQL, about metrics that there are', () => {
  const asked = [...page.matchAll(/^\| [^|]* \| `([^`]*eventbook_[^`]*)`/gmu)].map(([, text = '']) => text);
  expect(asked).toHaveLength(5);
  for (const { metric } of asked.flatMap(selectorsOf))
    expect(Object.keys(metrics)).toContain(metric.replace(/_(sum|count)$/, ''));
});
