import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../langpack/release/ledger-entry.js';
import { openRepository } from '../git/repository.js';
import { TestRepository } from '../git/test-repository.js';
import { LedgerBranch, ledgerRef } from './ledger-branch.js';

let book: TestRepository;
let made: TestRepository[];
beforeEach(() => {
  book = TestRepository.create();
  book.commit({ 'catalog.json': '{}' });
  made = [book];
});
afterEach(() => {
  for (const repository of made) repository.remove();
});

const hash = 'a'.repeat(64);
const time = 1_764_064_800;

function entry(version: string, environment = 'site'): LedgerEntry {
  return {
    format: 1,
    environment,
    language: 'go',
    version,
    package: `git.shop.example/events-${environment}`,
    digest: hash,
    snapshot: hash,
    sequence: 4,
    commit: 'b'.repeat(40),
    eventbook: '0.1.0',
    artifacts: [{ file: `v${version}.zip`, bytes: 9, sha256: hash }],
  };
}

async function branchOf(repository: TestRepository): Promise<LedgerBranch> {
  return LedgerBranch.of(await openRepository(repository.directory));
}

/** Two clones of one bare repository. */
function clones(): [TestRepository, TestRepository, TestRepository] {
  const bare = new TestRepository();
  bare.git('clone', '--quiet', '--bare', book.directory, '.');
  const [one, other] = [new TestRepository(), new TestRepository()];
  for (const clone of [one, other]) clone.git('clone', '--quiet', bare.directory, '.');
  made.push(bare, one, other);
  return [bare, one, other];
}

describe('the ledger of a repository without a remote', () => {
  it('begins empty and keeps what is added', async () => {
    const branch = await branchOf(book);
    const start = await branch.read();
    expect(start).toMatchObject({ tip: undefined, ledger: { entries: [] } });
    expect(await branch.append(start, { entries: [entry('0.1.1')], time })).toBe('pushed');
    const after = await branch.read();
    expect(await branch.append(after, { entries: [entry('0.1.2'), entry('0.1.1', 'app')], time })).toBe(
      'pushed',
    );
    const { ledger } = await branch.read();
    expect(ledger.entries.map(({ environment, version }) => `${environment} ${version}`)).toEqual([
      'app 0.1.1',
      'site 0.1.1',
      'site 0.1.2',
    ]);
    expect(book.git('ls-tree', '-r', '--name-only', ledgerRef).split('\n')).toEqual([
      'README.md',
      'app/go/0.1.1.json',
      'site/go/0.1.1.json',
      'site/go/0.1.2.json',
    ]);
    book.git('fsck', '--strict');
  });

  it('does not go over what somebody else added', async () => {
    const branch = await branchOf(book);
    const start = await branch.read();
    await branch.append(start, { entries: [entry('0.1.1')], time });
    expect(await branch.append(start, { entries: [entry('0.1.1', 'app')], time })).toBe('behind');
    expect((await branch.read()).ledger.entries).toHaveLength(1);
  });

  it('refuses what nobody but a person can have put there', async () => {
    book.git('checkout', '--quiet', '--orphan', 'eventbook/ledger');
    book.commit({ 'site/go/0.1.1.json': '{"format":2}' });
    await expect((await branchOf(book)).read()).rejects.toMatchObject({ code: 'ledger_malformed' });
  });
});

describe('the ledger at a remote', () => {
  it('has one winner, and the other plans again', async () => {
    const [bare, one, other] = clones();
    const [mine, theirs] = [await branchOf(one), await branchOf(other)];
    const [read, readToo] = [await mine.read(), await theirs.read()];
    expect(await mine.append(read, { entries: [entry('0.1.1')], time })).toBe('pushed');
    expect(await theirs.append(readToo, { entries: [entry('0.1.1', 'app')], time })).toBe('behind');
    expect(await theirs.append(await theirs.read(), { entries: [entry('0.1.1', 'app')], time })).toBe(
      'pushed',
    );
    expect((await mine.read()).ledger.entries).toHaveLength(2);
    expect(bare.git('rev-list', '--count', ledgerRef)).toBe('2');
  });

  it('lets two that say the same both win: it is the same commit', async () => {
    const [bare, one, other] = clones();
    const [mine, theirs] = [await branchOf(one), await branchOf(other)];
    const [read, readToo] = [await mine.read(), await theirs.read()];
    expect(await mine.append(read, { entries: [entry('0.1.1')], time })).toBe('pushed');
    expect(await theirs.append(readToo, { entries: [entry('0.1.1')], time })).toBe('pushed');
    expect(bare.git('rev-list', '--count', ledgerRef)).toBe('1');
  });

  it('says when the remote does not answer', async () => {
    const [bare, one] = clones();
    bare.remove();
    await expect((await branchOf(one)).read()).rejects.toMatchObject({
      code: 'git_failed',
      kind: 'unavailable',
    });
  });
});
