import { readJson } from '@eventbook/shared/catalog/json-text';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { sameMeaning } from '@eventbook/shared/catalog/same-meaning';
import { publishedHolder } from '@eventbook/shared/check/published';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import type { RequestOf } from '../../api/methods.js';
import type { BroughtIn, Person } from '../../api/git.js';
import type { MergePlan } from '../../api/merge.js';
import { bringIn } from './bring-in.js';
import { mergeBranch, planOf, shownPlan } from './merge-branch.js';
import type { Decision } from './merge-plan.js';
import { type Parting, partingFrom } from './parting.js';
import type { IsPublished } from './renumber.js';
import { refuseUnfinished } from './unfinished.js';

interface Surroundings {
  readonly published: () => Catalog | undefined;
  readonly author: () => Promise<Person>;
  /** Does something to the repository, by itself. */
  readonly change: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** What others have done, brought into the branch that is checked out: by itself, or as a person decides. */
export class CatalogMerge {
  readonly #repository: Repository;
  readonly #surroundings: Surroundings;

  constructor(repository: Repository, surroundings: Surroundings) {
    this.#repository = repository;
    this.#surroundings = surroundings;
  }

  /** As `bringIn`. */
  bringIn(from: string): Promise<BroughtIn> {
    const { change, author } = this.#surroundings;
    return change(() => bringIn(this.#repository, from, this.#isPublished, author));
  }

  /** What a merge would come to, as far as the remote was fetched. Throws git_detached, git_unfinished, git_conflict. */
  async plan(from: string): Promise<MergePlan | null> {
    await refuseUnfinished(this.#repository);
    const parting = await partingFrom(this.#repository, from);
    if (parting === undefined) return null;
    const planned = await planOf(this.#repository, parting, this.#isPublished);
    return shownPlan(this.#repository, parting, planned);
  }

  /** Merges as it was shown and decided. Throws git_moved, and as bringIn. @returns the commit */
  carryOut({ choices, ...asked }: RequestOf<'git.merge'>): Promise<string> {
    const decisions = new Map<string, Decision>(
      choices.map((choice) => [keyOf(choice.path, choice.pointer), choice]),
    );
    return this.#surroundings.change(async () => {
      await refuseUnfinished(this.#repository);
      const parting = await partingFrom(this.#repository, asked.from);
      if (parting === undefined || !isAsShown(asked, parting)) throw moved();
      const planned = await planOf(this.#repository, parting, this.#isPublished, (path, pointer) =>
        decisions.get(keyOf(path, pointer)),
      );
      const [open] = planned.undecided;
      if (open !== undefined) {
        throw new AppError('bug', 'request_invalid', `Nobody has decided about ${open.path}.`);
      }
      return mergeBranch(this.#repository, parting, planned, await this.#surroundings.author());
    });
  }

  readonly #isPublished: IsPublished = (holder, name, number, text) => {
    const contract = publishedHolder(this.#surroundings.published(), holder, name)?.contracts.get(number);
    return contract !== undefined && sameMeaning(contract, readJson(text, () => false).value);
  };
}

function keyOf(path: string, pointer: string): string {
  return `${path}\0${pointer}`;
}

function isAsShown(shown: Pick<MergePlan, 'ours' | 'theirs'>, { ours, theirs }: Parting): boolean {
  return shown.ours === ours && shown.theirs === theirs;
}

function moved(): AppError {
  return new AppError(
    'conflict',
    'git_moved',
    'Something has happened in the repository since this was shown.',
    {
      hint: 'Nothing was changed. What is shown now is how it stands; look through it once more.',
    },
  );
}
