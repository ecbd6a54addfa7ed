import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { recordLedger, turns } from '../support/long-run.js';
import { Random } from '../support/random.js';
import { type Client, connect } from './api-client.js';
import { commitChange, expectSound, shareCatalog, admitted } from './shared-remote.js';
import { git, startStudio } from './studio.js';

const typedInto = 'events/advert.viewed/event.json';
const theirCard = 'events/checkout.order_paid/event.json';

interface Draft {
  readonly text: string;
  readonly revision: number;
}

async function read(client: Client): Promise<Draft> {
  const [file] = await client.ask<Draft[]>('files.read', { paths: [typedInto] });
  if (file === undefined) throw new Error('the file is gone');
  return file;
}

/** Types numbers into a title, one after the other, until the studio is gone; says when which was taken. */
class Typist {
  readonly taken: { readonly number: number; readonly at: number }[] = [];
  #number: number;
  readonly #client: Client;

  constructor(client: Client, first: number) {
    this.#client = client;
    this.#number = first;
  }

  async type(): Promise<void> {
    try {
      for (;;) {
        const number = ++this.#number;
        const { text, revision } = await read(this.#client);
        const whole = text.endsWith('}\n') ? text : `${text}}\n`;
        const next = whole.replace(/"title": "[^"]*"/u, `"title": "Typed ${number}"`);
        // Now and then it is no JSON yet, as where somebody is in the middle of a word.
        const typed = number % 4 === 0 ? next.slice(0, -2) : next;
        const changes = [{ path: typedInto, text: typed, revision }];
        const { written } = await this.#client.ask<{ written: unknown[] }>('files.write', { changes });
        if (written.length > 0) this.taken.push({ number, at: Date.now() });
        await sleep(30);
      }
    } catch {
      // It was killed.
    }
  }
}

const works = ['typing', 'committing', 'pulling', 'merging'] as const;

it('is killed at any moment while one types, commits, pulls and merges: nothing typed is lost, and the repository is sound', async () => {
  const { studio: first, directory, theirs, bare } = await shareCatalog();
  const random = new Random(Number(process.env['EVENTBOOK_SEED'] ?? '7'));
  git(directory, 'push', '--quiet', bare, 'work');
  git(theirs, 'fetch', '--quiet', 'origin');
  git(theirs, 'switch', '--quiet', 'work');
  const kills: Record<string, number> = { typing: 0, committing: 0, pulling: 0, merging: 0 };
  let studio = first;
  let client = await connect(studio);
  let last = 0;
  let title = 'Order paid';
  let typed = 0;
  const count = turns(8, 100);
  for (let turn = 0; turn < count; turn++) {
    const work = works[turn % works.length] ?? 'typing';
    if (work === 'pulling' || work === 'merging') {
      const next = `Paid ${turn}`;
      git(theirs, 'pull', '--quiet', '--no-rebase', '--no-edit');
      await commitChange(theirs, theirCard, `"title": "${title}"`, `"title": "${next}"`);
      git(theirs, 'push', '--quiet');
      title = next;
    }
    if (work === 'merging') await commitAll(client);
    const typist = new Typist(client, last);
    const typing = typist.type();
    await sleep(random.integer(300, 900));
    const working =
      work === 'typing'
        ? undefined
        : (work === 'committing' ? commitAll(client) : client.ask('git.pull', { from: 'upstream' })).catch(
            () => undefined,
          );
    await sleep(random.integer(0, 1500));
    const killed = Date.now();
    await studio.kill();
    await Promise.all([typing, working]);
    kills[work] = (kills[work] ?? 0) + 1;
    typed += typist.taken.length;
    expectSound(directory);

    studio = await startStudio({ directory, state: studio.state, env: admitted });
    client = await connect(studio);
    const { text } = await read(client);
    const found = Number(/"title": "Typed (\d+)"/u.exec(text)?.[1] ?? 0);
    const safe = typist.taken.filter(({ at }) => at <= killed - 1000).at(-1)?.number ?? last;
    expect(found).toBeGreaterThanOrEqual(safe);
    last = Math.max(found, typist.taken.at(-1)?.number ?? last);
    // What was cut off is done again, by the same means.
    await client.ask('files.write', { changes: [{ path: typedInto, ...(await whole(client)) }] });
    await commitAll(client);
    const brought = await client.ask<{ kind: string }>('git.pull', { from: 'upstream' });
    expect(['nothing', 'forward', 'merged']).toContain(brought.kind);
    await client.ask('git.push', {});
    // What a write that was cut off has left is removed when nobody can be writing it any more.
    await expect.poll(() => git(directory, 'status', '--short'), { timeout: 60_000 }).toBe('');
    expect(git(directory, 'show', `HEAD:${theirCard}`)).toContain(`"title": "${title}"`);
    expectSound(directory);
  }
  expectSound(bare);
  expect(typed).toBeGreaterThan(count);
  expect((await readdir(join(directory, '.git'))).filter((name) => name.startsWith('index.lock'))).toEqual(
    [],
  );
  recordLedger('kill -9 of the studio while one works', {
    kills: count,
    ...kills,
    'texts typed': typed,
    lost: 0,
  });
}, 3_600_000);

/** The text that is there, made JSON again where somebody was in the middle of a word. */
async function whole(client: Client): Promise<Draft> {
  const { text, revision } = await read(client);
  return { text: text.endsWith('}\n') ? text : `${text}}\n`, revision };
}

async function commitAll(client: Client): Promise<void> {
  const { files } = await client.ask<{ files: readonly { readonly path: string }[] }>('git.uncommitted', {});
  if (files.length === 0) return;
  const paths = files.map(({ path }) => path);
  try {
    await client.ask('git.commit', { message: 'What was typed', paths });
  } catch (error) {
    // Just after a kill the list may still name what the last commit has, seen once in some two hundred: then there is
    // nothing to do, and git itself is asked below whether that is so.
    if (!String(error).includes('git_nothing_to_commit')) throw error;
  }
}
