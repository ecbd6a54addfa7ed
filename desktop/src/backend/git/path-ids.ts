import * as git from 'isomorphic-git';
import type { GitAt } from './git-at.js';

/** What a path is in trees, as an id: of a folder or a file. Each tree is read once. */
export class PathIds {
  readonly #at: GitAt;
  readonly #steps: readonly string[];
  readonly #known = new Map<string, Promise<string | undefined>>();

  constructor(at: GitAt, path: string) {
    this.#at = at;
    this.#steps = path.split('/').filter((step) => step !== '');
  }

  /** Undefined where the tree has nothing there. */
  at(tree: string, depth = 0): Promise<string | undefined> {
    const step = this.#steps[depth];
    if (step === undefined) return Promise.resolve(tree);
    const key = `${depth} ${tree}`;
    const known = this.#known.get(key) ?? this.#below(tree, step, depth);
    this.#known.set(key, known);
    return known;
  }

  async #below(tree: string, step: string, depth: number): Promise<string | undefined> {
    const { tree: entries } = await git.readTree({ ...this.#at, oid: tree });
    const next = entries.find(({ path }) => path === step);
    const isLast = depth === this.#steps.length - 1;
    return next === undefined || (!isLast && next.type !== 'tree') ? undefined : this.at(next.oid, depth + 1);
  }
}
