import { describe, expect, it } from 'vitest';
import { Ledger } from './ledger.js';
import { readEntry, writeEntry, entryPath, type LedgerEntry } from './ledger-entry.js';
import { planReleases, type Candidate } from './plan.js';

const hash = (digit: string): string => digit.repeat(64);

function entry(version: string, digest: string, environment = 'site'): LedgerEntry {
  return {
    format: 1,
    environment,
    language: 'go',
    version,
    package: 'git.shop.example/events-site',
    digest: hash(digest),
    snapshot: hash('0'),
    sequence: 4,
    commit: 'a'.repeat(40),
    eventbook: '0.1.0',
    artifacts: [{ file: 'v.zip', bytes: 9, sha256: hash('b') }],
  };
}

function candidate(digest: string, generation = 1, environment = 'site'): Candidate {
  return {
    environment,
    language: 'go',
    generation,
    package: 'git.shop.example/events-site',
    digest: hash(digest),
  };
}

describe('a plan of releases', () => {
  it('begins with N = 1', () => {
    const { releases } = planReleases([candidate('a')], new Ledger([]));
    expect(releases).toMatchObject([{ version: '0.1.1', reason: 'first', previous: undefined }]);
  });

  it('gives a new number where the content changed, also back to what it was', () => {
    const ledger = new Ledger([entry('0.1.10', 'b'), entry('0.1.9', 'a')]);
    expect(planReleases([candidate('a')], ledger).releases).toMatchObject([
      { version: '0.1.11', reason: 'changed', previous: { version: '0.1.10' } },
    ]);
  });

  it('gives none where it did not', () => {
    const plan = planReleases([candidate('b')], new Ledger([entry('0.1.2', 'b'), entry('0.1.1', 'a')]));
    expect(plan).toMatchObject({ releases: [], unchanged: [{ version: '0.1.2' }], ended: [] });
  });

  it('counts each generation by itself', () => {
    const plan = planReleases([candidate('a'), candidate('c', 2)], new Ledger([entry('0.1.7', 'a')]));
    expect(plan.releases).toMatchObject([{ version: '0.2.1', reason: 'first' }]);
    expect(plan.unchanged).toMatchObject([{ version: '0.1.7' }]);
  });

  it('names what is produced no more', () => {
    const plan = planReleases(
      [candidate('a')],
      new Ledger([entry('0.1.1', 'a'), entry('0.1.3', 'a', 'old-site')]),
    );
    expect(plan.ended).toMatchObject([{ environment: 'old-site', version: '0.1.3' }]);
  });
});

describe('an entry of the ledger', () => {
  it('is read as it was written', () => {
    const written = entry('0.1.3', 'a');
    expect(readEntry(entryPath(written), writeEntry(written))).toEqual(written);
  });

  it.each([
    ['no JSON', 'site/go/0.1.3.json', '{'],
    ['something else', 'site/go/0.1.3.json', '[]'],
    ['a key too many', 'site/go/0.1.3.json', JSON.stringify({ ...entry('0.1.3', 'a'), more: 1 })],
    ['in the wrong place', 'site/go/0.1.4.json', writeEntry(entry('0.1.3', 'a'))],
    ['of no version', 'site/go/0.1.0.json', writeEntry(entry('0.1.0', 'a'))],
  ])('that is %s is refused', (_what, path, text) => {
    expect(() => readEntry(path, text)).toThrow(expect.objectContaining({ code: 'ledger_malformed' }));
  });
});
