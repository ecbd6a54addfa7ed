import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readCatalogFolder } from '../node/catalog-folder.js';
import { checkCatalog } from './check.js';
import type { Finding } from './finding.js';
import { rules } from './rules.js';
import type { Sender, Senders } from './senders.js';

const fixtures = join(import.meta.dirname, '../../fixtures/rules');
const pages = join(import.meta.dirname, '../../../docs/rules');
const common = '_catalog';
const scratch = mkdtempSync(join(tmpdir(), 'eventbook-rules-'));

afterAll(() => rmSync(scratch, { recursive: true }));

/** The common catalog with overlays on it; an overlay's `<file>.deleted` takes the file away. */
function overlaid(...overlays: readonly string[]): string {
  const folder = mkdtempSync(join(scratch, 'catalog-'));
  for (const overlay of [join(fixtures, common), ...overlays]) {
    if (existsSync(overlay)) cpSync(overlay, folder, { recursive: true });
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.deleted')) continue;
      rmSync(join(folder, path));
      rmSync(join(folder, path.slice(0, -'.deleted'.length)));
    }
  }
  return folder;
}

/** What `check` says of one side of a rule's fixture, against the published base of that rule. */
async function findingsOf(rule: string, side: 'fires' | 'silent'): Promise<readonly Finding[]> {
  const published = join(fixtures, rule, 'base');
  const base = await readCatalogFolder(overlaid(published));
  const checkedBase = checkCatalog(base.files, { reading: base.findings });
  expect(checkedBase.findings).toEqual([]);
  const folder = await readCatalogFolder(overlaid(published, join(fixtures, rule, side)));
  return checkCatalog(folder.files, {
    base: checkedBase.catalog,
    reading: folder.findings,
    today: '2026-11-25',
    author: readIfThere(join(fixtures, rule, 'author.txt'))?.trim(),
    senders: sendersOf(readIfThere(join(fixtures, rule, 'senders.json'))),
  }).findings;
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function sendersOf(text: string | undefined): Senders | undefined {
  if (text === undefined) return undefined;
  const senders = new Map<string, Sender[]>();
  for (const sender of JSON.parse(text) as (Omit<Sender, 'langpack'> & { readonly langpack?: string })[]) {
    const known = senders.get(sender.event) ?? [];
    senders.set(sender.event, [...known, { ...sender, langpack: sender.langpack }]);
  }
  return senders;
}

function printed(findings: readonly Finding[]): string {
  const lines = findings.map(({ rule, severity, file, pointer, message, fix }) =>
    [
      `${file} ${pointer}`.trimEnd(),
      `  ${severity} ${rule}: ${message}`,
      ...(fix === undefined ? [] : [`  ${fix}`]),
    ].join('\n'),
  );
  return `${lines.join('\n')}\n`;
}

const ids = rules.map((rule) => rule.id);

describe('the common catalog', () => {
  it('is sound', async () => {
    const { files, findings } = await readCatalogFolder(join(fixtures, common));
    expect(files.size).toBeGreaterThan(15);
    expect([...findings, ...checkCatalog(files).findings]).toEqual([]);
  });
});

describe('the rule table', () => {
  it('has each id once, in kebab case', () => {
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/u);
  });

  it('has a fixture for each rule and a rule for each fixture', () => {
    const folders = readdirSync(fixtures).filter((name) => name !== common);
    expect(folders.sort()).toEqual([...ids].sort());
  });

  it('has a page for each rule and a rule for each page', () => {
    const names = readdirSync(pages).filter((name) => name !== 'README.md');
    expect(names.sort()).toEqual(ids.map((id) => `${id}.md`).sort());
  });

  it('is what the index of the pages says', () => {
    const index = readFileSync(join(pages, 'README.md'), 'utf8');
    const rows = [
      ...index.matchAll(
        /^\| \[(?<id>[a-z-]+)\]\((?<page>[^)]+)\) \| (?<severity>[a-z]+)(?<firm>, firm)? \| (?<purpose>.+) \|$/gmu,
      ),
    ];
    const told = rows.map(({ groups }) => ({
      id: groups?.['id'],
      page: groups?.['page'],
      severity: groups?.['severity'],
      firm: groups?.['firm'] !== undefined,
      purpose: groups?.['purpose'],
    }));
    expect(told).toEqual(
      rules.map(({ id, severity, firm, purpose }) => ({ id, page: `${id}.md`, severity, firm, purpose })),
    );
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('fires on its fixture, with these words', async () => {
    const findings = await findingsOf(id, 'fires');
    expect(findings.filter((finding) => finding.rule === id).length).toBeGreaterThan(0);
    // What is off unless asked for is turned on by its fixture.
    const severity = rule.severity === 'off' ? 'warning' : rule.severity;
    expect(findings.find((finding) => finding.rule === id)?.severity).toBe(severity);
    const expected = join(fixtures, id, 'expected.txt');
    // Without this a missing file would be written, and the test would pass.
    expect(existsSync(expected)).toBe(true);
    await expect(printed(findings)).toMatchFileSnapshot(expected);
  });

  it('is silent on what is nearly the same', async () => {
    expect(existsSync(join(fixtures, id, 'silent'))).toBe(true);
    expect(printed(await findingsOf(id, 'silent'))).toBe('\n');
  });

  it('has a page that opens with its purpose and says why, shows an example and how to mend it', () => {
    const page = readFileSync(join(pages, `${id}.md`), 'utf8');
    expect(page.startsWith(`# ${id}\n\n${rule.purpose}\n\n`)).toBe(true);
    expect([...page.matchAll(/^## (.*)$/gmu)].map((match) => match[1])).toEqual([
      'Why',
      'Example',
      'How to mend it',
    ]);
    expect(page).toContain('```');
  });
});
