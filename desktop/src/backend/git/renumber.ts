import { canonicalText } from '@eventbook/shared/catalog/format';
import { readJson } from '@eventbook/shared/catalog/json-text';
import { cardPath, contractPath, type HolderKind } from '@eventbook/shared/catalog/paths';
import { fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import { sameMeaning } from '@eventbook/shared/catalog/same-meaning';
import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import type { Renumbered } from '../../api/merge.js';
import { textOf } from './blob-text.js';
import { type GitAt, gitAt } from './git-at.js';
import { type TreeFile, treeWith } from './tree-with.js';

export interface RenumberedTree {
  readonly tree: string;
  readonly renumbered: readonly Renumbered[];
}

/** A contract of ours that cannot move: it is published. */
export type IsPublished = (holder: HolderKind, name: string, number: number, text: string) => boolean;

/**
 * Our tree with contracts that collide on a number moved behind theirs. What says the same on both sides keeps its number,
 * and so does what is published or cannot be read: a person has to decide about that.
 */
export async function renumber(
  repository: Repository,
  trees: { readonly base: string; readonly ours: string; readonly theirs: string },
  isPublished: IsPublished,
): Promise<RenumberedTree> {
  const at = gitAt(repository);
  const files = new Map<string, TreeFile>();
  const renumbered: Renumbered[] = [];
  for (const holder of ['event', 'environment'] as const) {
    const folder = `${holder}s`;
    const [base, ours, theirs] = await Promise.all(
      [trees.base, trees.ours, trees.theirs].map((tree) => foldersOf(at, tree, inTop(repository, folder))),
    );
    for (const [name, oid] of ours ?? []) {
      const other = theirs?.get(name);
      if (other === undefined || other === oid || base?.get(name) === oid) continue;
      const known = base?.get(name);
      const held = await Holder.read(at, holder, name, { base: known, ours: oid, theirs: other });
      const moves = await held.moves(isPublished);
      if (moves.size === 0) continue;
      for (const [path, file] of await held.moved(moves)) files.set(inTop(repository, path), file);
      for (const [from, to] of moves) renumbered.push({ holder, name, from, to });
    }
  }
  const tree = files.size === 0 ? trees.ours : ((await treeWith(at, trees.ours, files)) ?? trees.ours);
  return { tree, renumbered };
}

/** Whether two texts are one contract, however they are written. */
export function sameContract(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  const [first, second] = [one, other].map((text) => readJson(text, () => false).value);
  return one === other || (first !== undefined && sameMeaning(first, second));
}

type Entries = ReadonlyMap<string, git.TreeEntry>;

/** An event or environment whose folder both sides changed. */
class Holder {
  readonly #at: GitAt;
  readonly #kind: HolderKind;
  readonly #name: string;
  readonly #base: Entries;
  readonly #ours: Entries;
  readonly #theirs: Entries;

  private constructor(
    at: GitAt,
    kind: HolderKind,
    name: string,
    sides: readonly [Entries, Entries, Entries],
  ) {
    this.#at = at;
    this.#kind = kind;
    this.#name = name;
    [this.#base, this.#ours, this.#theirs] = sides;
  }

  static async read(
    at: GitAt,
    kind: HolderKind,
    name: string,
    folders: { readonly base: string | undefined; readonly ours: string; readonly theirs: string },
  ): Promise<Holder> {
    const base = await entriesOf(at, folders.base);
    const ours = await entriesOf(at, folders.ours);
    return new Holder(at, kind, name, [base, ours, await entriesOf(at, folders.theirs)]);
  }

  /** The new numbers of our contracts by their old ones: from the first that collides on, so that their order stays. */
  async moves(isPublished: IsPublished): Promise<ReadonlyMap<number, number>> {
    const movable: number[] = [];
    let collides = false;
    for (const number of this.#numbers(this.#ours)) {
      if (this.#base.has(`${number}.json`)) continue;
      const ours = await this.#text(this.#ours, number);
      const theirs = await this.#text(this.#theirs, number);
      if (theirs !== undefined && sameContract(ours ?? null, theirs)) continue;
      if (ours === undefined || valueOf(ours) === undefined) continue;
      if (isPublished(this.#kind, this.#name, number, ours)) continue;
      if (theirs !== undefined) collides = true;
      if (collides) movable.push(number);
    }
    const kept = this.#numbers(this.#ours).filter((number) => !movable.includes(number));
    let next = Math.max(0, ...kept, ...this.#numbers(this.#theirs));
    return new Map(movable.map((number) => [number, ++next]));
  }

  /** The files of the moved contracts, and of the card that speaks of them, by their paths in the catalog. */
  async moved(moves: ReadonlyMap<number, number>): Promise<ReadonlyMap<string, TreeFile>> {
    const files = new Map<string, TreeFile>();
    for (const from of moves.keys()) files.set(contractPath(this.#kind, this.#name, from), null);
    for (const [from, to] of moves) {
      const value = valueOf((await this.#text(this.#ours, from)) ?? '');
      const text = canonicalText('contract', { ...value, version: to });
      files.set(contractPath(this.#kind, this.#name, to), await this.#file(text));
    }
    const card = this.#ours.get(`${this.#kind}.json`);
    const value = card === undefined ? undefined : valueOf(await textOf(this.#at, card.oid));
    const notes = value?.['versions'];
    if (typeof notes === 'object' && notes !== null) {
      const versions = Object.fromEntries(
        Object.entries(notes).map(([number, note]) => [String(moves.get(Number(number)) ?? number), note]),
      );
      if (!sameMeaning(notes, versions)) {
        const text = canonicalText(this.#kind, { ...value, versions });
        files.set(cardPath(this.#kind, this.#name), await this.#file(text));
      }
    }
    return files;
  }

  #numbers(entries: Entries): number[] {
    const numbers: number[] = [];
    for (const file of entries.keys()) {
      const place = fileKindOf(`${this.#kind}s/${this.#name}/${file}`);
      if (place?.kind === 'contract') numbers.push(place.number);
    }
    return numbers.sort((a, b) => a - b);
  }

  /** Undefined where it is not there, or is no text. */
  async #text(entries: Entries, number: number): Promise<string | undefined> {
    const entry = entries.get(`${number}.json`);
    return entry === undefined ? undefined : textOf(this.#at, entry.oid).catch(() => undefined);
  }

  async #file(text: string): Promise<TreeFile> {
    const oid = await git.writeBlob({ ...this.#at, blob: new TextEncoder().encode(text) });
    return { oid, mode: '100644' };
  }
}

function valueOf(text: string): Readonly<Record<string, unknown>> | undefined {
  const { value } = readJson(text, () => false);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function inTop({ prefix }: Repository, path: string): string {
  return prefix === '' ? path : `${prefix}/${path}`;
}

/** The folders below a folder of a tree, by name; none where it is not there. */
async function foldersOf(at: GitAt, tree: string, path: string): Promise<ReadonlyMap<string, string>> {
  let oid: string | undefined = tree;
  for (const step of path.split('/')) {
    const next = (await entriesOf(at, oid)).get(step);
    oid = next?.type === 'tree' ? next.oid : undefined;
  }
  const found = new Map<string, string>();
  for (const [name, entry] of await entriesOf(at, oid)) if (entry.type === 'tree') found.set(name, entry.oid);
  return found;
}

async function entriesOf(at: GitAt, tree: string | undefined): Promise<Entries> {
  if (tree === undefined) return new Map();
  const { tree: entries } = await git.readTree({ ...at, oid: tree });
  return new Map(entries.map((entry) => [entry.path, entry]));
}
