import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { deployed, root } from './deployed.js';

interface Rule {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const { groups } = parse(deployed('prometheus/alerts.yaml')) as { groups: { rules: Rule[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const names = alerts.map(({ alert }) => alert);

function promtool(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('promtool', args, {
    cwd: join(root, 'deploy/prometheus'),
    encoding: 'utf8',
  });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test('promtool takes the rules, and what Prometheus is told to scrape', () => {
  expect(promtool('check', 'rules', 'alerts.yaml')).toBe('');
  expect(promtool('check', 'config', 'scrape.yaml')).toBe('');
});

test('every alert fires when it should, and not otherwise', () => {
  expect(promtool('test', 'rules', 'alerts.test.yaml')).toBe('');
});

test('each has a case in which it fires, and one in which it is silent', () => {
  const { tests } = parse(deployed('prometheus/alerts.test.yaml')) as {
    tests: {
      name: string;
      promql_expr_test: { expr: string; exp_samples: readonly object[] }[];
    }[];
  };
  const asks = (alert: string, samples: number): boolean =>
    tests.some(({ promql_expr_test: [asked] }) => {
      const isOf = asked?.expr === `count(ALERTS{alertname="${alert}", alertstate="firing"})`;
      return isOf && asked.exp_samples.length === samples;
    });
  expect(names.filter((alert) => !asks(alert, 1) || !asks(alert, 0))).toEqual([]);
});

test('each has its section in the runbook, with all four answers, and the runbook has no other', () => {
  const page = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
  const sections = [...page.matchAll(/^### (Eventbook\w+)\n(.*?)(?=^##)/gmsu)];
  expect(sections.map(([, name]) => name).sort()).toEqual(names.toSorted());
  for (const [, name, text = ''] of sections) {
    const told = [...text.matchAll(/^- \*\*([^:*]+):\*\*/gmu)].map(([, word = '']) => word).join(', ');
    expect(`${name}: ${told}`).toMatch(/: Means, At stake, (See, Do|See, and do)$/);
  }
});

test('each says how urgent it is, what is the matter, and where to read on', () => {
  for (const { alert, labels, annotations } of alerts) {
    expect(['critical', 'warning', 'info'], alert).toContain(labels['severity']);
    expect(annotations['runbook']).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    expect(annotations['summary'], alert).toMatch(/\w/);
  }
});

test('links within the runbook lead somewhere', () => {
  const page = readFileSync(join(root, 'docs/runbook.md'), 'utf8');
  const anchors = new Set(
    [...page.matchAll(/^#+ (.*)$/gmu)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\- ]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
  const links = [...page.matchAll(/\]\(#([^)]*)\)/gu)].map(([, anchor = '']) => anchor);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
});
