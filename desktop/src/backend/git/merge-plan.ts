import { mergeTexts } from '@eventbook/shared/catalog/merge-texts';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import { type GitAt, gitAt } from './git-at.js';

type Entry = git.TreeEntry | undefined;

/** What a merge would come to, found out before anything is changed. */
export interface MergePlan {
  /** The merged tree; it counts only where nothing collides. */
  readonly tree: string;
  /** The files that a person has to decide about, from the top of the repository on. */
  readonly collisions: readonly string[];
}

/** Brings two commits together, file by file, and catalog files key by key. Writes objects, and nothing that anybody sees. */
export async function planMerge(
  repository: Repository,
  commits: { readonly base: string; readonly ours: string; readonly theirs: string },
): Promise<MergePlan> {
  const at = gitAt(repository);
  const root = async (oid: string): Promise<Entry> => {
    const { tree } = (await git.readCommit({ ...at, oid })).commit;
    return { path: '', oid: tree, mode: '040000', type: 'tree' };
  };
  const plan = new Planning(at, repository.prefix);
  const [base, ours, theirs] = [
    await root(commits.base),
    await root(commits.ours),
    await root(commits.theirs),
  ];
  const merged = await plan.merge('', base, ours, theirs);
  return { tree: merged?.oid ?? (await git.writeTree({ ...at, tree: [] })), collisions: plan.collisions };
}

class Planning {
  readonly collisions: string[] = [];
  readonly #at: GitAt;
  readonly #prefix: string;

  constructor(at: GitAt, prefix: string) {
    this.#at = at;
    this.#prefix = prefix;
  }

  async merge(path: string, base: Entry, ours: Entry, theirs: Entry): Promise<Entry> {
    if (same(ours, theirs) || same(base, theirs)) return ours;
    if (same(base, ours)) return theirs;
    const kinds = new Set([base, ours, theirs].flatMap((entry) => entry?.type ?? []));
    if (kinds.size === 1 && kinds.has('tree')) return this.#mergeFolders(path, base, ours, theirs);
    if (kinds.size === 1 && kinds.has('blob')) return this.#mergeFiles(path, base, ours, theirs);
    this.collisions.push(path);
    return ours;
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
    const inCatalog = this.#prefix === '' ? path : path.slice(this.#prefix.length + 1);
    // A contract is one thing: two of one number are two contracts, however well their keys would go together.
    if (fileKindOf(inCatalog)?.kind === 'contract') {
      this.collisions.push(path);
      return ours;
    }
    try {
      const texts = await Promise.all([base, ours, theirs].map((entry) => this.#text(entry)));
      const [before = null, mine = null, other = null] = texts;
      const { text } = mergeTexts(inCatalog, before, mine, other);
      if (text === null) return undefined;
      if (text !== undefined) {
        const oid = await git.writeBlob({ ...this.#at, blob: new TextEncoder().encode(text) });
        const entry = ours ?? theirs;
        return entry === undefined ? undefined : { ...entry, oid };
      }
    } catch {
      // No text in UTF-8: nobody can say what is the same in it.
    }
    this.collisions.push(path);
    return ours;
  }

  async #entries(entry: Entry): Promise<ReadonlyMap<string, git.TreeEntry>> {
    if (entry === undefined) return new Map();
    const { tree } = await git.readTree({ ...this.#at, oid: entry.oid });
    return new Map(tree.map((each) => [each.path, each]));
  }

  async #text(entry: Entry): Promise<string | null> {
    if (entry === undefined) return null;
    const { blob } = await git.readBlob({ ...this.#at, oid: entry.oid });
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(blob);
  }
}

function same(one: Entry, other: Entry): boolean {
  return one?.oid === other?.oid && one?.mode === other?.mode;
}
