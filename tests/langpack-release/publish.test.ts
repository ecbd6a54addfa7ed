import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '@eventbook/shared/catalog/langpack-settings';
import type { PackageInput } from '@eventbook/shared/langpack/generator';
import { LedgerBranch } from '@eventbook/shared/node/langpack/ledger-branch';
import type { PublishStep } from '@eventbook/shared/node/langpack/publication';
import { publishLangpacks } from '@eventbook/shared/node/langpack/publish';
import { Book } from './book.js';
import { smallGenerator } from './small-generators.js';

let root: string;
let book: Book;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'eventbook-publish-'));
  book = Book.make(join(root, 'one'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

async function publish(of: Book, more: Parameters<Book['workshop']>[0] = {}) {
  return publishLangpacks(await of.released(), await of.workshop(more));
}

describe('publishing langpacks', () => {
  it('releases every langpack that the catalog wants, and nothing the second time', async () => {
    const { plan, uploads } = await publish(book);
    expect(plan.releases.every(({ version, reason }) => version === '0.1.1' && reason === 'first')).toBe(
      true,
    );
    expect(new Set(plan.releases.map(({ environment }) => environment))).toEqual(
      new Set(['mobile-app', 'site-backend', 'site-frontend']),
    );
    expect(uploads).toBe(plan.releases.length);
    const before = book.state();
    const again = await publish(book);
    expect(again).toMatchObject({ plan: { releases: [] }, uploads: 0 });
    expect(book.state()).toEqual(before);
  });

  it('generates nothing that follows from the same as what was released, and all that does not', async () => {
    const made: string[] = [];
    const generators = languages.map((language) => {
      const generator = smallGenerator(language);
      return {
        ...generator,
        packageFiles: (input: PackageInput) => {
          made.push(`${input.model.environment.name} ${language}`);
          return generator.packageFiles(input);
        },
      };
    });
    const { plan } = await publish(book, { generators, code: 'a' });
    // Once for the digest and once for the package.
    expect(made).toHaveLength(2 * plan.releases.length);
    made.length = 0;
    const before = book.state();
    expect(await publish(book, { generators, code: 'a' })).toMatchObject({
      plan: { releases: [] },
      uploads: 0,
    });
    expect(made).toEqual([]);
    // Other code may make the same: then nothing is released, but it had to be seen.
    expect(await publish(book, { generators, code: 'b' })).toMatchObject({
      plan: { releases: [] },
      uploads: 0,
    });
    expect(made).toHaveLength(plan.releases.length);
    expect(book.state()).toEqual(before);
    made.length = 0;
    book.edit('environments/site-backend/environment.json', (card) => (card['description'] = 'The site.'));
    book.commit();
    await publish(book, { generators, code: 'a' });
    expect(made.length).toBeGreaterThan(0);
    expect(made.every((one) => one.startsWith('site-backend '))).toBe(true);
  });

  it('gives a new number to the environments that a change touches, and to no other', async () => {
    await publish(book);
    const before = book.state();
    book.edit('events/search.performed/event.json', (card) => (card['description'] = 'Somebody looked.'));
    book.commit();
    const { plan } = await publish(book);
    const touched = new Set(plan.releases.map(({ environment }) => environment));
    const card = (await book.released()).catalog.events.get('search.performed')?.card;
    expect(touched).toEqual(new Set(Object.keys(card?.environments ?? {})));
    expect(plan.releases.every(({ version, reason }) => version === '0.1.2' && reason === 'changed')).toBe(
      true,
    );
    expect(plan.unchanged.length).toBeGreaterThan(0);
    // What was published stays as it was, byte for byte.
    const after = book.state();
    for (const [path, bytes] of before) {
      if (/0\.1\.1/u.test(path)) expect(after.get(path), path).toBe(bytes);
    }
  });

  it('puts a second generation beside the first, which stays as it is', async () => {
    await publish(book);
    const before = book.state();
    book.edit('environments/site-backend/environment.json', (card) => {
      card['langpacks'] = { ...(card['langpacks'] as object), python: [1, 2] };
    });
    book.commit();
    const generators = [
      ...languages.map((language) => smallGenerator(language)),
      smallGenerator('python', 2, '# second\n'),
    ];
    const { plan } = await publish(book, { generators });
    expect(plan.releases.map(({ language, version, reason }) => `${language} ${version} ${reason}`)).toEqual([
      'python 0.2.1 first',
    ]);
    const after = book.state();
    for (const [path, bytes] of before) if (/0\.1\.1/u.test(path)) expect(after.get(path), path).toBe(bytes);
  });

  it('stops where it is told to, and goes on from there', async () => {
    const steps = ['digested', 'packed', 'recorded', 'uploaded'] as const;
    for (const [index, kind] of steps.entries()) {
      const stopped = Book.make(join(root, kind));
      const stopping = new AbortController();
      const onStep = (step: PublishStep): void => {
        if (step.kind === kind) stopping.abort(new Error(`stopped when ${kind}`));
      };
      await expect(publish(stopped, { signal: stopping.signal, onStep })).rejects.toThrow(
        `stopped when ${kind}`,
      );
      expect(stopped.isRecorded()).toBe(index >= steps.indexOf('recorded'));
      const { uploads } = await publish(stopped);
      expect(uploads).toBeGreaterThan(0);
      expect(await publish(stopped)).toMatchObject({ plan: { releases: [] }, uploads: 0 });
    }
  });

  it('refuses to go back behind what was published', async () => {
    const late = book.clone('late');
    book.edit('events/search.performed/event.json', (card) => (card['description'] = 'Somebody looked.'));
    book.commit();
    await publish(book);
    await expect(publish(late)).rejects.toMatchObject({ code: 'release_older' });
  });

  it('does not let who is behind finish what it has not the commits of', async () => {
    await publish(book);
    const late = book.clone('late');
    book.edit('events/search.performed/event.json', (card) => (card['description'] = 'Somebody looked.'));
    book.commit();
    const stop = new Error('stopped');
    const onStep = ({ kind }: PublishStep): void => {
      if (kind === 'recorded') throw stop;
    };
    await expect(publish(book, { onStep })).rejects.toBe(stop);
    await expect(publish(late)).rejects.toMatchObject({ code: 'release_older' });
  });

  it('refuses what no registry is named for', async () => {
    const { registries } = await book.workshop();
    await expect(publish(book, { registries: { ...registries, python: [] } })).rejects.toMatchObject({
      code: 'registry_missing',
    });
    expect(() => book.versions('python')).toThrow();
  });

  it('finishes with the bytes of the entry, and says where it cannot', async () => {
    const stop = new Error('stopped');
    const onStep = ({ kind }: PublishStep): void => {
      if (kind === 'uploaded') throw stop;
    };
    await expect(publish(book, { onStep })).rejects.toBe(stop);
    const others = languages.map((language) => smallGenerator(language, 1, '# of another Eventbook\n'));
    await expect(publish(book, { generators: others })).rejects.toMatchObject({
      code: 'release_not_reproducible',
    });
    await publish(book);
    const { ledger } = await (await LedgerBranch.of((await book.workshop()).repository)).read();
    expect(ledger.entries.every(({ version }) => version === '0.1.1')).toBe(true);
  });
});

describe('two publishers at once', () => {
  it('of one commit end as one', async () => {
    const other = book.clone('other');
    await Promise.all([publish(book), publish(other)]);
    const alone = Book.make(join(root, 'two'));
    await publish(alone);
    expect(book.state()).toEqual(alone.state());
  });

  it('of two commits end as one after the other', async () => {
    const other = book.clone('other');
    other.edit('events/search.performed/event.json', (card) => (card['description'] = 'Somebody looked.'));
    other.commit();
    const outcomes = await Promise.allSettled([publish(book), publish(other)]);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'release_older' });
    }
    await publish(other);
    const state = other.state();
    expect(await publish(other)).toMatchObject({ uploads: 0, plan: { releases: [] } });
    expect(other.state()).toEqual(state);
    for (const language of languages) {
      const versions = other.versions(language);
      expect(new Set(versions).size).toBe(versions.length);
    }
  });
});
