import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { beforeAll, expect, test } from 'vitest';
import { metrics } from '@eventbook/collector/metrics/table';
import { deployed } from './deployed.js';
import { selectorsOf } from './promql.js';
import { toldMetrics, type ToldMetrics } from './told-metrics.js';

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const alerts = (parse(deployed('prometheus/alerts.yaml')) as Rules).groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(deployed('grafana/eventbook.json')) as { panels: readonly Panel[] };
const targets = panels.flatMap(({ title, targets: own = [] }) => own.map((target) => ({ title, ...target })));
/** What Prometheus adds to everything that it scrapes. */
const added = new Set(['job', 'instance']);

let told: ToldMetrics;
beforeAll(async () => {
  told = await toldMetrics();
}, 120_000);

/** What an expression asks for, and nobody says. */
function untold(expression: string): string[] {
  return selectorsOf(expression).flatMap(({ metric, labels }) => {
    if (metric === 'up') return labels.filter((label) => !added.has(label)).map((label) => `up{${label}}`);
    const known = told.get(metric);
    if (known === undefined) return [metric];
    return labels
      .filter((label) => !known.has(label) && !added.has(label))
      .map((label) => `${metric}{${label}}`);
  });
}

test('every alert asks for metrics and labels that a real collector or sink tells', () => {
  expect(alerts.length).toBeGreaterThan(20);
  expect(alerts.map(({ alert, expr }) => ({ alert, untold: untold(expr) }))).toEqual(
    alerts.map(({ alert }) => ({ alert, untold: [] })),
  );
});

test('so does every panel of the dashboard, and what its legend says is there', () => {
  expect(targets.length).toBeGreaterThan(40);
  const found = targets.flatMap(({ title, expr, legendFormat }) => {
    const { groups } = groupsOf(expr);
    const labels = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
    const known = new Set(
      groups ?? selectorsOf(expr).flatMap(({ metric }) => [...added, ...(told.get(metric) ?? [])]),
    );
    const missing = labels.filter((label) => !known.has(label)).map((label) => `legend {{${label}}}`);
    return [...untold(expr), ...missing].map((what) => `${title}: ${what}`);
  });
  expect(found).toEqual([]);
});

/** The labels that are left by an expression that ends in a grouping. */
function groupsOf(expression: string): { readonly groups?: readonly string[] } {
  const [, labels] = /^(?:topk\(10, )?\w+ by \(([a-z, ]+)\)/.exec(expression) ?? [];
  return labels === undefined ? {} : { groups: labels.split(', ') };
}

test('the dashboard shows every metric of which something was told', () => {
  const shown = new Set(targets.flatMap(({ expr }) => selectorsOf(expr).map(({ metric }) => metric)));
  const names = [...shown].map((name) => name.replace(/_(bucket|sum|count)$/, ''));
  const all = new Set([...told.keys()].map((name) => name.replace(/_(bucket|sum|count)$/, '')));
  expect(all.size).toBeGreaterThan(40);
  expect([...all].filter((name) => !names.includes(name))).toEqual([]);
});

test('panels of the dashboard do not lie over each other', () => {
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
});

test('every metric that tells of trouble stands in the runbook, and none there is made up', () => {
  const page = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
  const asked = alerts.flatMap(({ expr }) => selectorsOf(expr).map(({ metric }) => metric));
  const inPage = [...page.matchAll(/eventbook_(?:collector|sink)_\w+/g)].map(([name]) => name);
  const telling =
    /refus|failures|restarts|lag|pending|free|ahead|unchecked|age_seconds|waiting|delay|violations|stuck|cut_off|oversize|set_aside|absent|behind|connected|unroutable/;
  expect(inPage.filter((name) => !(name in metrics))).toEqual([]);
  const named = new Set([...asked, ...inPage]);
  expect(Object.keys(metrics).filter((name) => telling.test(name) && !named.has(name))).toEqual([]);
});
