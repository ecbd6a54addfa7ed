import { setImmediate } from 'node:timers/promises';
import type { Language } from '../../catalog/langpack-settings.js';
import { AppError } from '../../errors/app-error.js';
import type { Ledger } from '../../langpack/release/ledger.js';
import type { LedgerEntry } from '../../langpack/release/ledger-entry.js';
import { planReleases, type Candidate, type ReleasePlan } from '../../langpack/release/plan.js';
import { candidatesOf, generatorOf, Runtimes } from './candidates.js';
import { LedgerBranch } from './ledger-branch.js';
import { entryOf, packRelease } from './pack-release.js';
import type { ReleasedCatalog, Workshop } from './publication.js';
import { rebuildRelease, releasedCatalogOf } from './rebuild-release.js';
import type { PackedRelease } from './registries/registry.js';

/** What publishing came to. */
export interface Published {
  readonly plan: ReleasePlan;
  /** Uploads that were made, the rest of an interrupted run among them. */
  readonly uploads: number;
}

/** Somebody else may be quicker; so often in a row, something is wrong. */
const mostAttempts = 20;

/**
 * Publishes the langpacks of a catalog. Whatever moment it is killed at, running it again ends where an undisturbed run ends,
 * because each step can be told from what is there:
 * 1. who is older than the last batch of the ledger stops; what that batch lacks in the registries is made again from its
 *    entries and uploaded;
 * 2. the plan is made from the ledger; a plan without releases is the end of it;
 * 3. the packages are made, and their entries pushed to the ledger without force. Who is behind goes back to 1;
 * 4. the packages are uploaded.
 * A batch is only pushed when the one before it is complete, so there is never more than one to finish.
 * @throws AppError git_failed, git_login_refused, ledger_malformed, ledger_contended, langpack_unknown, registry_missing,
 *   release_older, release_not_reproducible, release_conflict, registry_unavailable, registry_refused
 */
export async function publishLangpacks(released: ReleasedCatalog, workshop: Workshop): Promise<Published> {
  const { repository, generators, code, signal, onStep } = workshop;
  const runtimes = new Runtimes(workshop.readRuntime);
  const branch = await LedgerBranch.of(repository);
  let at = await branch.read();
  const { ledger } = at;
  const onDone = (done: number, total: number): void => onStep?.({ kind: 'digested', done, total });
  const candidates = await candidatesOf(released.catalog, {
    generators,
    runtimes,
    ledger,
    code,
    signal,
    onDone,
  });
  refuseWithoutRegistry(candidates, workshop);
  const uploader = new Uploader(workshop);
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    // Before anything is finished: who is behind need not even have the commits of a later batch.
    refuseOlder(at.ledger, released);
    await finishLastBatch(at.ledger, released, workshop, runtimes, uploader);
    const plan = planReleases(candidates, at.ledger);
    if (plan.releases.length === 0) return { plan, uploads: uploader.uploads };
    const packed: PackedRelease[] = [];
    const entries: LedgerEntry[] = [];
    for (const release of plan.releases) {
      await setImmediate();
      signal?.throwIfAborted();
      const generator = generatorOf(generators, release);
      const made = await packRelease(released, release, generator, await runtimes.of(generator));
      packed.push(made);
      entries.push(entryOf(made, release, released, workshop.eventbook));
      onStep?.({ kind: 'packed', release, done: packed.length, total: plan.releases.length });
    }
    const time = Math.floor(Date.parse(released.committedAt) / 1000);
    if ((await branch.append(at, { entries, time })) === 'behind') {
      onStep?.({ kind: 'overtaken' });
      at = await branch.read();
      continue;
    }
    onStep?.({ kind: 'recorded', entries: entries.length, place: branch.place });
    await uploader.upload(entries, (_entry, index) => Promise.resolve(packed[index]));
    return { plan, uploads: uploader.uploads };
  }
  throw new AppError(
    'conflict',
    'ledger_contended',
    'Others added to the ledger each time it was to be written.',
    {
      hint: 'Run it again when they are done.',
    },
  );
}

/** Brings entries to registries that lack them. */
class Uploader {
  uploads = 0;
  readonly #workshop: Workshop;

  constructor(workshop: Workshop) {
    this.#workshop = workshop;
  }

  /** @param pack asked for only where a registry lacks the release */
  async upload(
    entries: readonly LedgerEntry[],
    pack: (entry: LedgerEntry, index: number) => Promise<PackedRelease | undefined>,
  ): Promise<void> {
    const { registries, signal, onStep } = this.#workshop;
    const total = entries.reduce((sum, { language }) => sum + registries[language].length, 0);
    let done = 0;
    for (const [index, entry] of entries.entries()) {
      let packed: PackedRelease | undefined;
      for (const registry of registries[entry.language]) {
        signal?.throwIfAborted();
        const { state } = await orStopped(registry.look(entry), signal);
        if (state === 'different') throw conflict(entry, registry.name);
        if (state === 'missing') {
          packed ??= await pack(entry, index);
          if (packed !== undefined) await orStopped(registry.put(packed), signal);
          this.uploads += 1;
        }
        done += 1;
        const { package: name, version } = entry;
        const kind = state === 'missing' ? 'uploaded' : 'present';
        onStep?.({ kind, package: name, version, registry: registry.name, done, total });
      }
    }
  }
}

/** Nobody waits for a registry that does not answer. What was sent there may come to be all the same: it is looked for first. */
async function orStopped<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work;
  let stop: (() => void) | undefined;
  const stopped = new Promise<never>((_, refuse) => {
    stop = () => refuse(signal.reason as Error);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

async function finishLastBatch(
  ledger: Ledger,
  released: ReleasedCatalog,
  workshop: Workshop,
  runtimes: Runtimes,
  uploader: Uploader,
): Promise<void> {
  const last = ledger.entries.reduce((highest, { sequence }) => Math.max(highest, sequence), -1);
  const batch = ledger.entries.filter(({ sequence }) => sequence === last);
  let then: ReleasedCatalog | undefined;
  await uploader.upload(batch, async (entry) => {
    then ??=
      entry.commit === released.commit ? released : await releasedCatalogOf(workshop.repository, entry);
    return rebuildRelease(entry, then, workshop, runtimes);
  });
}

function refuseWithoutRegistry(candidates: readonly Candidate[], { registries }: Workshop): void {
  const without = new Set<Language>(
    candidates.map(({ language }) => language).filter((language) => registries[language].length === 0),
  );
  if (without.size === 0) return;
  const names = [...without].join(', ');
  throw new AppError('user', 'registry_missing', `catalog.json names no registry for ${names}.`, {
    hint: 'Add one under "registries", or publish into a folder that any web host can serve: --to <folder>.',
    data: { languages: [...without] },
  });
}

function refuseOlder(ledger: Ledger, { sequence }: ReleasedCatalog): void {
  const newest = ledger.entries.reduce((highest, entry) => Math.max(highest, entry.sequence), 0);
  if (newest <= sequence) return;
  throw new AppError(
    'conflict',
    'release_older',
    `Langpacks of snapshot ${newest} have been published already; this commit is snapshot ${sequence}.`,
    { hint: 'Publish the newest commit of the published branch.', data: { newest, sequence } },
  );
}

function conflict({ package: name, version }: LedgerEntry, registry: string): AppError {
  return new AppError(
    'conflict',
    'release_conflict',
    `${registry} has ${name} ${version} with other bytes.`,
    {
      hint: 'Nothing that was published changes. Find out who put it there; a new number comes with the next change.',
      data: { package: name, version, registry },
    },
  );
}
