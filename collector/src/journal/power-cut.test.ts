import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Journal } from './journal.js';
import type { JournalGroup } from './testing/journal-group.js';
import { listSegments } from './segments.js';
import { PowerCutFiles } from './testing/power-cut-files.js';
import { append, asWritten, readAll, sampleGroup, sampleTime } from './testing/sample-groups.js';
import { inScratchFolder } from './testing/scratch-folder.js';

/** What may happen to a journal, in any order. */
const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('append' as const), groups: groupShapes(), wait: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rotate' as const), wait: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('full' as const), room: fc.nat(600) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('sync fails' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reopen' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('power cut' as const), afterTurns: fc.nat(6), seed: fc.nat() }),
  },
);

function groupShapes() {
  const outcome = fc.constantFrom('accepted' as const, 'flagged' as const, 'quarantined' as const);
  const shape = fc.record({
    outcomes: fc.array(outcome, { maxLength: 4 }),
    rejected: fc.nat(3),
    text: fc.stringMatching(/^[a-zа-я🐟\\-]{0,40}$/u),
    /** Microseconds since the one before; often none, sometimes hours. */
    later: fc.oneof(
      { weight: 8, arbitrary: fc.nat(1000) },
      { weight: 1, arbitrary: fc.nat(4 * 3_600_000_000) },
    ),
  });
  return fc.array(shape, { minLength: 1, maxLength: 5 });
}

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** The journal under test and what is known of it: what it acknowledged, and what it was asked and did not answer. */
class Run {
  readonly acknowledged: JournalGroup[] = [];
  #inDoubt: JournalGroup[] = [];
  #now = sampleTime;
  readonly #root: string;
  readonly #files: PowerCutFiles;
  #journal: Journal;
  #answers: Promise<unknown>[] = [];

  private constructor(root: string, files: PowerCutFiles, journal: Journal) {
    this.#root = root;
    this.#files = files;
    this.#journal = journal;
  }

  static async begin(root: string): Promise<Run> {
    const files = new PowerCutFiles();
    return new Run(root, files, await openJournal(root, files));
  }

  async apply(step: Operation): Promise<void> {
    if (step.kind === 'append') {
      for (const shape of step.groups) this.#append((this.#now += shape.later), shape);
      if (step.wait) await this.#answered();
    } else if (step.kind === 'rotate') {
      this.#answers.push(this.#journal.rotate().catch(() => undefined));
      if (step.wait) await this.#answered();
    } else if (step.kind === 'full') {
      this.#files.room = step.room;
      await this.#answered();
      this.#files.room = Number.POSITIVE_INFINITY;
    } else if (step.kind === 'sync fails') {
      this.#files.syncError = Object.assign(new Error('i/o error'), { code: 'EIO' });
    } else if (step.kind === 'reopen') {
      await this.reopen();
    } else {
      await this.#cutPower(step.afterTurns, step.seed);
    }
  }

  /** Ends the journal, begins it anew, and compares what is there with what has to be. */
  async reopen(): Promise<void> {
    await this.#journal.close().catch(() => undefined);
    await this.#answered();
    this.#files.syncError = undefined;
    this.#journal = await openJournal(this.#root, this.#files);
    this.#files.recovered();
    await this.#compare();
  }

  async end(): Promise<void> {
    await this.reopen();
    await this.#journal.close();
  }

  #append(
    now: number,
    shape: { outcomes: ('accepted' | 'flagged' | 'quarantined')[]; rejected: number; text: string },
  ): void {
    const group = sampleGroup(this.#journal, now, shape);
    this.#inDoubt.push(group);
    const answer = append(this.#journal, group).then(
      () => {
        expect(this.#inDoubt[0], 'acknowledged in the order of the calls').toBe(group);
        this.acknowledged.push(group);
        this.#inDoubt.shift();
      },
      () => undefined,
    );
    this.#answers.push(answer);
  }

  async #answered(): Promise<void> {
    await Promise.all(this.#answers.splice(0));
    // What was refused is gone: it was taken back, or the power went, and then the comparison decides.
    this.#inDoubt = this.#journal.failure === undefined ? [] : this.#inDoubt;
  }

  async #cutPower(afterTurns: number, seed: number): Promise<void> {
    for (let turn = 0; turn < afterTurns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    this.#files.cutPower();
    await this.#journal.close().catch(() => undefined);
    await Promise.all(this.#answers.splice(0));
    await this.#files.restart(chanceFrom(seed));
    await this.reopen();
  }

  async #compare(): Promise<void> {
    const groups = await readAll(this.#root);
    const there = asWritten(groups);
    const certain = this.acknowledged.length;
    expect(there.slice(0, certain)).toEqual(this.acknowledged);
    // Of what was not answered a first part may be there, whole group by whole group.
    const extra = there.slice(certain);
    expect(extra).toEqual(this.#inDoubt.slice(0, extra.length));
    this.acknowledged.push(...this.#inDoubt.slice(0, extra.length));
    this.#inDoubt = [];

    let next = 0;
    let receivedAt = 0;
    for (const group of groups) {
      expect(group.firstPosition).toBe(next);
      expect(group.receivedAt).toBeGreaterThanOrEqual(receivedAt);
      next += group.records.length;
      receivedAt = group.receivedAt;
      expect(new Date(receivedAt / 1000).toISOString().slice(0, 13)).toBe(group.hour);
    }
    expect(this.#journal.nextPosition).toBe(next);
    expect(this.#journal.receive(0)).toBe(receivedAt);
    expect((await listSegments(this.#root)).filter(({ sealed }) => !sealed)).toEqual([]);
  }
}

function openJournal(root: string, files: PowerCutFiles): Promise<Journal> {
  return Journal.open(join(root, 'a'), { name: 'a', files, segmentBytes: 1500 });
}

/** A repeatable coin. */
function chanceFrom(seed: number): () => boolean {
  let state = seed | 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state >>> 16) & 1) === 1;
  };
}

test('whatever happens, what was acknowledged is there, once, in order, and nothing else but a part of what was asked', async () => {
  const runs = process.env['EVENTBOOK_LONG'] === '1' ? 3000 : 150;
  const property = fc.asyncProperty(fc.array(operation, { minLength: 2, maxLength: 25 }), (steps) =>
    inScratchFolder(async (root) => {
      const run = await Run.begin(root);
      for (const step of steps) await run.apply(step);
      await run.end();
    }),
  );
  await fc.assert(property, { numRuns: runs });
}, 900_000);
