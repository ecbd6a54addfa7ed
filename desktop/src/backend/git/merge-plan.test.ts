import { readTreeFiles } from '@eventbook/shared/node/git/tree-files';
import { findRepository } from '@eventbook/shared/node/git/repository';
import { TestRepository } from '@eventbook/shared/node/git/test-repository';
import * as git from 'isomorphic-git';
import { expect, it, onTestFinished } from 'vitest';
import { distanceOf } from './ahead-behind.js';
import { gitAt } from './git-at.js';
import { planMerge } from './merge-plan.js';

type Files = Readonly<Record<string, string>>;

const card = 'events/shop.paid/event.json';
const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Two branches that part from one commit, and the plan to bring them together. */
async function plan(base: Files, ours: Files, theirs: Files) {
  const made = TestRepository.create();
  onTestFinished(() => made.remove());
  const commits = { base: made.commit(base), ours: '', theirs: '' };
  made.git('switch', '--quiet', '--create=theirs');
  commits.theirs = made.commit(theirs);
  made.git('switch', '--quiet', 'main');
  commits.ours = made.commit(ours);
  const repository = await findRepository(made.directory);
  if (repository === undefined) throw new Error('there is no repository');
  const at = gitAt(repository);
  const { tree, collisions } = await planMerge(repository, commits);
  const author = { name: 'Test', email: 'test@example.com', timestamp: 0, timezoneOffset: 0 };
  const commit = await git.writeCommit({
    ...at,
    commit: { tree, parent: [], message: 'merged\n', author, committer: author },
  });
  expect(made.git('fsck', '--full', '--strict', '--no-dangling')).toBe('');
  return {
    collisions,
    files: await readTreeFiles(at as never, commit),
    distance: await distanceOf(at, commits.ours, commits.theirs),
  };
}

it('takes what only one side did, and brings one card together key by key', async () => {
  const { files, collisions, distance } = await plan(
    { [card]: text({ title: 'Paid', owner: 'shop' }), 'README.md': 'Book\n', 'old.txt': 'x\n' },
    { [card]: text({ title: 'Money', owner: 'shop' }), 'README.md': 'Our book\n' },
    { [card]: text({ title: 'Paid', owner: 'till' }), 'docs/new.md': 'New\n' },
  );
  expect(collisions).toEqual([]);
  expect(JSON.parse(files.get(card) ?? '')).toEqual({ title: 'Money', owner: 'till' });
  expect(files.get('README.md')).toBe('Our book\n');
  expect(files.get('docs/new.md')).toBe('New\n');
  expect(distance).toEqual({ ahead: 1, behind: 1 });
});

it('leaves to a person what both changed, and two contracts of one number, however well they would go together', async () => {
  const base = { [card]: text({ title: 'Paid', owner: 'shop' }) };
  const contract = 'events/shop.paid/2.json';
  const both = await plan(
    base,
    { [card]: text({ title: 'Money', owner: 'shop' }) },
    { [card]: text({ title: 'Cash', owner: 'shop' }) },
  );
  expect(both.collisions).toEqual([card]);
  const numbered = await plan(
    base,
    { [contract]: text({ version: 2, fields: { price: {} } }) },
    { [contract]: text({ version: 2, fields: { region: {} } }) },
  );
  expect(numbered.collisions).toEqual([contract]);
  // The same contract on both sides is one.
  const same = text({ version: 2, fields: { price: {} } });
  expect((await plan(base, { [contract]: same }, { [contract]: same })).collisions).toEqual([]);
});
