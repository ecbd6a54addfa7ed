import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImportReport } from '@eventbook/shared/import/report/import-report';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasIgluData, igluCatalog, type IgluCatalog } from '../support/iglu-catalog.js';
import { runCommand } from '../support/run-command.js';

describe.skipIf(!hasIgluData)('import iglu: 660 real schemas', () => {
  let iglu: IgluCatalog;
  const scratch = mkdtempSync(join(tmpdir(), 'eventbook-iglu-'));

  beforeAll(async () => {
    iglu = await igluCatalog();
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  test('each of them is a contract, and every other file is told of', () => {
    const { sums, events } = iglu.report;
    expect(events.flatMap(({ versions }) => versions)).toHaveLength(660);
    expect(sums).toMatchObject({ schemas: 660, refused: 0, unread: 0, skipped: 20 });
    const lossy = events.flatMap(({ versions }) => versions).filter(({ exact }) => !exact);
    expect(lossy.every(({ losses }) => losses.every(({ reason }) => reason !== ''))).toBe(true);
    expect(lossy).toHaveLength(660 - sums.exact);
  });

  test('check finds nothing in the result, and every file is canonical', async () => {
    const checked = await runCommand('eventbook', ['check', iglu.catalog, '--format', 'json']);
    const { findings } = JSON.parse(checked.stdout) as { findings: { severity: string }[] };
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(checked.status).toBe(0);
    const formatted = await runCommand('eventbook', ['format', '--check', iglu.catalog]);
    expect(formatted.status, formatted.stdout).toBe(0);
  });

  test('importing it a second time does nothing', async () => {
    const copy = join(scratch, 'copy');
    cpSync(iglu.catalog, copy, { recursive: true });
    const again = await runCommand('eventbook', [
      ...['import', 'iglu', iglu.registry, '--catalog', copy, '--format', 'json'],
    ]);
    expect(again.status, again.stderr).toBe(0);
    const { sums, files } = JSON.parse(again.stdout) as ImportReport;
    expect(files).toEqual([]);
    expect(sums.events).toMatchObject({ new: 0, grown: 0, unchanged: 519, refused: 0 });
  });
});
