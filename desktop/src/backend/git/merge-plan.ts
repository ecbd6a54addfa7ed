import { readJson } from '@eventbook/shared/catalog/json-text';
import { mergeTexts } from '@eventbook/shared/catalog/merge-texts';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { Choose } from '@eventbook/shared/catalog/three-way';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import type { MergeFile } from '../../api/merge.js';
import { textOf } from './blob-text.js';
import { catalogPathOf } from './catalog-path.js';
import { type GitAt, gitAt } from './git-at.js';
import { shownFile, wholeFile } from './merge-file.js';
import { sameContract } from './renumber.js';

type Entry = git.TreeEntry | undefined;

/** What a merge would come to, found out before anything is changed. */
export interface PlannedMerge {
  /** The merged tree, with ours where somebody has to decide; it counts only where nobody has to. */
  readonly tree: string;
  readonly undecided: readonly MergeFile[];
}

/** What is to become of a place that both sides changed; nothing where nobody has said so yet. */
export type Decide = (path: string, pointer: string) => Decision | undefined;
export type Decision = { readonly take: 'ours' | 'theirs' } | { readonly value: string };

/**
 * Brings two trees together, file by file, and catalog files key by key. Writes objects, and nothing that anybody sees.
 * @throws AppError request_invalid where a decision is no JSON
 */
export async function planMerge(
  repository: Repository,
  trees: { readonly base: string; readonly ours: string; readonly theirs: string },
  decide: Decide = () => undefined,
): Promise<PlannedMerge> {
  const at = gitAt(repository);
  const root = (oid: string): Entry => ({ path: '', oid, mode: '040000', type: 'tree' });
  const planning = new Planning(at, repository.prefix, decide);
  const merged = await planning.merge('', root(trees.base), root(trees.ours), root(trees.theirs));
  return {
    tree: merged?.oid ?? (await git.writeTree({ ...at, tree: [] })),
    undecided: planning.undecided,
  };
}

class Planning {
  readonly undecided: MergeFile[] = [];
  readonly #at: GitAt;
  readonly #prefix: string;
  readonly #decide: Decide;

  constructor(at: GitAt, prefix: string, decide: Decide) {
    this.#at = at;
    this.#prefix = prefix;
    this.#decide = decide;
  }

  async merge(path: string, base: Entry, ours: Entry, theirs: Entry): Promise<Entry> {
    if (same(ours, theirs) || same(base, theirs)) return ours;
    if (same(base, ours)) return theirs;
    const kinds = new Set([base, ours, theirs].flatMap((entry) => entry?.type ?? []));
    if (kinds.size === 1 && kinds.has('tree')) return this.#mergeFolders(path, base, ours, theirs);
    if (kinds.size === 1 && kinds.has('blob')) return this.#mergeFiles(path, base, ours, theirs);
    return this.#one(path, base, ours, theirs);
  }

  async #mergeFolders(path: string, base: Entry, ours: Entry, theirs: Entry): Promise<Entry> {
    const [before, mine, other] = await Promise.all(
      [base, ours, theirs].map((entry) => this.#entries(entry)),
    );
    const names = new Set([...(before?.keys() ?? []), ...(mine?.keys() ?? []), ...(other?.keys() ?? [])]);
    const tree: git.TreeEntry[] = [];
    for (const name of names) {
      const inside = path === '' ? name : `${path}/${name}`;
      const merged = await this.merge(inside, before?.get(name), mine?.get(name), other?.get(name));
      if (merged !== undefined) tree.push(merged);
    }
    if (tree.length === 0) return undefined;
    const oid = await git.writeTree({ ...this.#at, tree });
    return { path: path.slice(path.lastIndexOf('/') + 1), mode: '040000', type: 'tree', oid };
  }

  async #mergeFiles(path: string, base: Entry, ours: Entry, theirs: Entry): Promise<Entry> {
    const catalogPath = catalogPathOf(this.#prefix, path);
    let texts: readonly (string | null)[];
    try {
      texts = await Promise.all([base, ours, theirs].map((entry) => this.#text(entry)));
    } catch {
      // No text in UTF-8: nobody can say what is the same in it.
      return this.#one(path, base, ours, theirs);
    }
    const [before = null, mine = null, other = null] = texts;
    // A contract is one thing: two of one number are two contracts, however well their keys would go together.
    const isNumbered = fileKindOf(catalogPath ?? '')?.kind === 'contract' && base === undefined;
    if (isNumbered && !sameContract(mine, other)) return this.#one(path, base, ours, theirs, texts);
    const first = mergeTexts(catalogPath ?? path, before, mine, other);
    const choose = this.#chooser(path, first.byValue);
    const merged =
      first.text === undefined ? mergeTexts(catalogPath ?? path, before, mine, other, choose) : first;
    if (merged.text === null) return undefined;
    if (merged.text !== undefined) return this.#write(merged.text, ours ?? theirs);
    this.undecided.push(shownFile(path, catalogPath, merged));
    return ours;
  }

  /** A thing that is taken as one side has it, or written anew. */
  async #one(
    path: string,
    base: Entry,
    ours: Entry,
    theirs: Entry,
    texts?: readonly (string | null)[],
  ): Promise<Entry> {
    const decision = this.#decide(path, '');
    if (decision !== undefined && 'take' in decision) return decision.take === 'ours' ? ours : theirs;
    if (decision !== undefined && texts !== undefined) return this.#write(decision.value, ours ?? theirs);
    this.undecided.push(wholeFile(path, catalogPathOf(this.#prefix, path), [base, ours, theirs], texts));
    return ours;
  }

  #chooser(path: string, byValue: boolean): Choose {
    return (collision) => {
      const decision = this.#decide(path, collision.pointer);
      if (decision === undefined) return undefined;
      if ('take' in decision) return { value: collision[decision.take] };
      return { value: byValue ? valueIn(decision.value) : decision.value };
    };
  }

  async #write(text: string, like: Entry): Promise<Entry> {
    if (like === undefined) return undefined;
    const oid = await git.writeBlob({ ...this.#at, blob: new TextEncoder().encode(text) });
    return { ...like, oid };
  }

  async #entries(entry: Entry): Promise<ReadonlyMap<string, git.TreeEntry>> {
    if (entry === undefined) return new Map();
    const { tree } = await git.readTree({ ...this.#at, oid: entry.oid });
    return new Map(tree.map((each) => [each.path, each]));
  }

  async #text(entry: Entry): Promise<string | null> {
    return entry === undefined ? null : textOf(this.#at, entry.oid);
  }
}

function same(one: Entry, other: Entry): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}

function valueIn(text: string): unknown {
  const { value } = readJson(text, () => false);
  if (value !== undefined) return value;
  throw new AppError('user', 'request_invalid', `${JSON.stringify(text)} is no JSON.`, {
    hint: 'Nothing was changed. Write a text in quotes, a number, true, false, a list or an object.',
  });
}
