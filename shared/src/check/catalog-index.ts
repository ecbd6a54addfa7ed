import { modelKinds, type ModelKind, type Subject, type SubjectValues } from './subject.js';

/**
 * A question that one part of a catalog asks about all others ("who else has this name?"), kept so that an edit
 * changes the answers of the edited part alone. What a part adds may depend on that part and on nothing else.
 */
export interface CatalogIndex {
  readonly id: string;
  readonly adds: {
    readonly [Kind in ModelKind]?: (
      value: SubjectValues[Kind],
      name: string,
    ) => Iterable<readonly [key: string, says: string]>;
  };
}

/** One answer: who gave it, and what it says. */
export interface IndexEntry {
  readonly kind: ModelKind;
  readonly name: string;
  readonly says: string;
}

interface Answers {
  entries: IndexEntry[];
  sorted: boolean;
}

/** The answers of one index, kept up to date. */
export class IndexTable {
  readonly #index: CatalogIndex;
  readonly #answers = new Map<string, Answers>();
  /** What each part has added, so that it can be taken out again. */
  readonly #added = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(index: CatalogIndex, subjects: Iterable<Subject<ModelKind>>) {
    this.#index = index;
    for (const subject of subjects) this.replace(subject.kind, subject.name, subject.value);
  }

  /** All answers to a key, in the order of kinds and names. */
  find(key: string): readonly IndexEntry[] {
    const answers = this.#answers.get(key);
    if (answers === undefined) return [];
    if (!answers.sorted) {
      answers.entries.sort(inOrder);
      answers.sorted = true;
    }
    return answers.entries;
  }

  /** Puts a part in the place of what it was; without a value it is gone. Returns the keys whose answers changed. */
  replace(kind: ModelKind, name: string, value: SubjectValues[ModelKind] | undefined): readonly string[] {
    const subject = `${kind}:${name}`;
    const before = this.#added.get(subject) ?? nothing;
    const now = value === undefined ? nothing : this.#addedBy(kind, name, value);
    if (now.size === 0) this.#added.delete(subject);
    else this.#added.set(subject, now);
    const changed: string[] = [];
    const keys = before.size === 0 ? now.keys() : new Set([...before.keys(), ...now.keys()]);
    for (const key of keys) {
      const [old, fresh] = [before.get(key) ?? [], now.get(key) ?? []];
      if (old.length === fresh.length && old.every((says, at) => says === fresh[at])) continue;
      this.#answer(key, kind, name, old.length > 0, fresh);
      changed.push(key);
    }
    return changed;
  }

  #answer(key: string, kind: ModelKind, name: string, answered: boolean, fresh: readonly string[]): void {
    let answers = this.#answers.get(key);
    if (answers === undefined) this.#answers.set(key, (answers = { entries: [], sorted: true }));
    if (answered) answers.entries = answers.entries.filter((one) => one.kind !== kind || one.name !== name);
    for (const says of fresh) answers.entries.push({ kind, name, says });
    answers.sorted &&= fresh.length === 0 || answers.entries.length === fresh.length;
    if (answers.entries.length === 0) this.#answers.delete(key);
  }

  #addedBy(
    kind: ModelKind,
    name: string,
    value: SubjectValues[ModelKind],
  ): ReadonlyMap<string, readonly string[]> {
    const adds = this.#index.adds[kind] as
      ((value: SubjectValues[ModelKind], name: string) => Iterable<readonly [string, string]>) | undefined;
    if (adds === undefined) return nothing;
    const added = new Map<string, string[]>();
    for (const [key, says] of adds(value, name)) {
      const known = added.get(key);
      if (known === undefined) added.set(key, [says]);
      else known.push(says);
    }
    return added;
  }
}

const nothing: ReadonlyMap<string, readonly string[]> = new Map();

function inOrder(a: IndexEntry, b: IndexEntry): number {
  return (
    modelKinds.indexOf(a.kind) - modelKinds.indexOf(b.kind) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
    (a.says < b.says ? -1 : a.says > b.says ? 1 : 0)
  );
}
