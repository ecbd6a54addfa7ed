import { readTreeFiles } from '@eventbook/shared/node/git/tree-files';
import { findRepository } from '@eventbook/shared/node/git/repository';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import * as git from 'isomorphic-git';
import { expect, it, onTestFinished } from 'vitest';
import { distanceOf } from './ahead-behind.js';
import { gitAt } from './git-at.js';
import { planOf } from './merge-branch.js';
import type { Decide } from './merge-plan.js';

/** Null is a file that goes. */
type Files = Readonly<Record<string, string | null>>;

const card = 'events/shop.paid/event.json';
const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Two branches that part from one commit, and the plan to bring them together. */
async function plan(
  base: Files,
  ours: Files,
  theirs: Files,
  decide?: Decide,
  published: readonly number[] = [],
) {
  const made = TestRepository.create();
  onTestFinished(() => made.remove());
  const commit = (files: Files): string => {
    for (const [path, content] of Object.entries(files))
      if (content === null) made.git('rm', '--quiet', path);
    return made.commit(
      Object.fromEntries(
        Object.entries(files).flatMap(([path, content]) => (content === null ? [] : [[path, content]])),
      ),
    );
  };
  const commits = { base: commit(base), ours: '', theirs: '' };
  made.git('switch', '--quiet', '--create=theirs');
  commits.theirs = commit(theirs);
  made.git('switch', '--quiet', 'main');
  commits.ours = commit(ours);
  const repository = await findRepository(made.directory);
  if (repository === undefined) throw new Error('there is no repository');
  const at = gitAt(repository);
  const parting = { from: 'origin/theirs', into: 'main', commits: 1, ...commits };
  const planned = await planOf(repository, parting, (_, __, number) => published.includes(number), decide);
  const author = { name: 'Test', email: 'test@example.com', timestamp: 0, timezoneOffset: 0 };
  const filesOf = async (tree: string) => {
    const commit = await git.writeCommit({
      ...at,
      commit: { tree, parent: [], message: 'merged\n', author, committer: author },
    });
    return readTreeFiles(at as never, commit);
  };
  const merged = await filesOf(planned.tree);
  expect(made.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  return {
    undecided: planned.undecided,
    renumbered: planned.renumbered,
    files: merged,
    ours: await filesOf(planned.ours.tree),
    distance: await distanceOf(at, commits.ours, commits.theirs),
  };
}

const contract = (number: number, ...fields: string[]): string =>
  text({ version: number, fields: Object.fromEntries(fields.map((field) => [field, {}])) });
const numbered = (number: number): string => `events/shop.paid/${number}.json`;

it('takes what only one side did, and brings one card together key by key', async () => {
  const { files, undecided, distance } = await plan(
    { [card]: text({ title: 'Paid', owner: 'shop' }), 'README.md': 'Book\n', 'old.txt': 'x\n' },
    { [card]: text({ title: 'Money', owner: 'shop' }), 'README.md': 'Our book\n' },
    { [card]: text({ title: 'Paid', owner: 'till' }), 'docs/new.md': 'New\n' },
  );
  expect(undecided).toEqual([]);
  expect(JSON.parse(files.get(card) ?? '')).toEqual({ title: 'Money', owner: 'till' });
  expect(files.get('README.md')).toBe('Our book\n');
  expect(files.get('docs/new.md')).toBe('New\n');
  expect(distance).toEqual({ ahead: 1, behind: 1 });
});

it('asks about what both changed, place by place, and takes what was decided', async () => {
  const base = { [card]: text({ title: 'Paid', owner: 'shop', tags: ['a'] }), 'README.md': 'One\n' };
  const ours = { [card]: text({ title: 'Money', owner: 'till', tags: ['a', 'b'] }), 'README.md': 'Two\n' };
  const theirs = { [card]: text({ title: 'Cash', owner: 'bank', tags: ['a', 'c'] }), 'README.md': 'Three\n' };
  const { undecided } = await plan(base, ours, theirs);
  expect(undecided).toEqual([
    {
      path: 'README.md',
      form: 'text',
      places: [{ pointer: '', base: 'One\n', ours: 'Two\n', theirs: 'Three\n' }],
    },
    {
      path: card,
      catalogPath: card,
      form: 'json',
      places: [
        { pointer: '/title', base: '"Paid"', ours: '"Money"', theirs: '"Cash"' },
        { pointer: '/owner', base: '"shop"', ours: '"till"', theirs: '"bank"' },
      ],
    },
  ]);
  const decided = await plan(base, ours, theirs, (path, pointer) =>
    path === 'README.md'
      ? { value: 'Four\n' }
      : pointer === '/title'
        ? { take: 'theirs' }
        : { value: '"shop-and-till"' },
  );
  expect(decided.undecided).toEqual([]);
  expect(decided.files.get('README.md')).toBe('Four\n');
  expect(JSON.parse(decided.files.get(card) ?? '')).toEqual({
    title: 'Cash',
    owner: 'shop-and-till',
    tags: ['a', 'b', 'c'],
  });
  await expect(plan(base, ours, theirs, () => ({ value: 'no JSON' }))).rejects.toThrow('is no JSON');
});

it('asks where one side took away what the other changed', async () => {
  const path = 'fields/price.json';
  const base = { [path]: text({ type: 'number', title: 'Price' }), [card]: text({ title: 'Paid' }) };
  const theirs = { [path]: text({ type: 'number', title: 'Cost' }) };
  const { undecided } = await plan(base, { [path]: null }, theirs);
  expect(undecided.map(({ path: file, places }) => [file, places[0]?.pointer, places[0]?.ours])).toEqual([
    [path, '', undefined],
  ]);
  expect((await plan(base, { [path]: null }, theirs, () => ({ take: 'ours' }))).files.has(path)).toBe(false);
  const kept = await plan(base, { [path]: null }, theirs, () => ({ take: 'theirs' }));
  expect(kept.files.get(path)).toBe(theirs[path]);
});

it('moves our contracts behind theirs of the same number, keeps what both have alike, and speaks of them on the card', async () => {
  const base = { [card]: text({ title: 'Paid' }), [numbered(1)]: contract(1, 'price') };
  const note = { status: 'withdrawn', since: '2026-01-01', reason: 'wrong' };
  const { files, ours, renumbered, undecided } = await plan(
    base,
    {
      [card]: text({ title: 'Paid', versions: { '3': note } }),
      [numbered(2)]: text({ fields: { price: {}, both: {} }, version: 2 }),
      [numbered(3)]: contract(3, 'price', 'ours'),
      [numbered(4)]: contract(4, 'price', 'ours', 'more'),
    },
    {
      [numbered(2)]: contract(2, 'price', 'both'),
      [numbered(3)]: contract(3, 'price', 'theirs'),
    },
  );
  expect(undecided).toEqual([]);
  expect(renumbered).toEqual([
    { holder: 'event', name: 'shop.paid', from: 3, to: 4 },
    { holder: 'event', name: 'shop.paid', from: 4, to: 5 },
  ]);
  expect(files.get(numbered(3))).toBe(contract(3, 'price', 'theirs'));
  expect(files.get(numbered(4))).toBe(contract(4, 'price', 'ours'));
  expect(files.get(numbered(5))).toBe(contract(5, 'price', 'ours', 'more'));
  expect(JSON.parse(files.get(numbered(2)) ?? '')).toEqual({ version: 2, fields: { price: {}, both: {} } });
  expect(JSON.parse(files.get(card) ?? '')).toEqual({ title: 'Paid', versions: { '4': note } });
  expect([...ours.keys()].filter((path) => path.startsWith('events/')).sort()).toEqual([
    numbered(1),
    numbered(2),
    numbered(4),
    numbered(5),
    card,
  ]);
});

it('never moves what is published: a person decides which of the two it is', async () => {
  const base = { [card]: text({ title: 'Paid' }) };
  const ours = { [numbered(1)]: contract(1, 'ours') };
  const theirs = { [numbered(1)]: contract(1, 'theirs') };
  const { undecided, renumbered } = await plan(base, ours, theirs, undefined, [1]);
  expect(renumbered).toEqual([]);
  expect(undecided.map(({ path, places }) => [path, places[0]?.ours])).toEqual([
    [numbered(1), contract(1, 'ours')],
  ]);
  const decided = await plan(base, ours, theirs, () => ({ take: 'ours' }), [1]);
  expect(decided.files.get(numbered(1))).toBe(contract(1, 'ours'));
});
