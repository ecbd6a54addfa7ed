import type { ParsedTexts } from '../../catalog/parsed-texts.js';
import { concluded, situationOf, type CheckOptions, type CheckResult } from '../check.js';
import type { Finding } from '../finding.js';
import { Indexes } from '../indexes.js';
import type { RuleContext } from '../rule.js';
import { catalogRules, toldByCatalogRule, toldOf, type Told } from '../run-rules.js';
import { settled } from '../settle.js';
import type { Subject } from '../subject.js';
import { LiveCatalog, type SubjectChange } from './live-catalog.js';
import { ReadLog, watchedCatalog, watchedSet } from './read-log.js';

/** What is run again as one: all rules on one subject, or one rule on the whole catalog. */
interface Unit {
  readonly run: () => Told[];
  told: readonly Told[];
  reads: ReadonlySet<string>;
}

const nothingRead: ReadonlySet<string> = new Set();

export interface IncrementalOptions extends CheckOptions {
  /** Texts that other catalogs have, too. */
  readonly texts?: ParsedTexts;
  /** Whether nothing is looked at before `proceed` is called. */
  readonly later?: boolean;
}

/**
 * A check that stays: it holds a catalog, takes edits, and after each says what `checkCatalog` would say of all files,
 * while it looks again only at what was edited and at what has read that. A property test holds the two together.
 */
export class IncrementalCheck {
  readonly #live: LiveCatalog;
  readonly #log = new ReadLog();
  readonly #indexes: Indexes;
  readonly #context: RuleContext;
  readonly #units = new Map<string, Unit>();
  /** By what they have read. */
  readonly #readers = new Map<string, Set<Unit>>();
  /** The units that have something to say; most have not. */
  readonly #speaking = new Set<Unit>();
  /** What nobody has looked at yet; the last is the next. */
  #waiting: Unit[] = [];
  #result: CheckResult;

  constructor(files: ReadonlyMap<string, string>, options: IncrementalOptions = {}) {
    this.#live = new LiveCatalog(options.reading ?? [], options.texts);
    this.#indexes = new Indexes(() => this.#live.catalog);
    this.#context = {
      ...situationOf(options),
      catalog: watchedCatalog(() => this.#live.catalog, this.#log),
      unsound: watchedSet(() => this.#live.unsound, this.#log),
      find: (index, key) => {
        this.#log.note(`${index.id}=${key}`);
        return this.#indexes.find(index, key);
      },
    };
    for (const rule of catalogRules) {
      this.#units.set(rule.id, {
        run: () => toldByCatalogRule(rule, this.#context),
        told: [],
        reads: nothingRead,
      });
    }
    const wholeCatalog = [...this.#units.values()];
    this.#waiting = [...this.#placed([...files]), ...wholeCatalog].reverse();
    this.#result = this.#conclude();
    if (options.later !== true) this.proceed();
  }

  /**
   * Looks at what nobody has looked at yet, a catalog's cards, contracts and rules one by one, at so many of them at most, and
   * says whether that was all. Until then the result lacks what was not found yet. An edit goes to the end of it first.
   */
  proceed(most = Infinity): boolean {
    if (this.#waiting.length === 0) return true;
    for (let count = 0; count < most && this.#waiting.length > 0; count++) this.#run(this.#waiting.pop());
    if (this.#waiting.length > 0) return false;
    this.#result = this.#conclude();
    return true;
  }

  /** What was found after the last edit. */
  get result(): CheckResult {
    return this.#result;
  }

  /** The files as they are now. */
  get files(): ReadonlyMap<string, string> {
    return this.#live.files;
  }

  /** Takes some files' new texts, undefined for one that is gone, and says what is found now. */
  edit(changes: Iterable<readonly [path: string, text: string | undefined]>): CheckResult {
    this.proceed();
    for (const unit of this.#placed([...changes])) this.#run(unit);
    this.#result = this.#conclude();
    return this.#result;
  }

  /** Puts texts into their places, and says what has to be looked at now. */
  #placed(changes: readonly (readonly [path: string, text: string | undefined])[]): ReadonlySet<Unit> {
    const { subjects, unsoundChanged } = this.#live.edit(changes);
    const dirty = new Set<Unit>();
    if (unsoundChanged) this.#touch('unsound', dirty);
    for (const change of subjects) this.#touchSubject(change, dirty);
    for (const [path, text] of changes) {
      const value = text === undefined ? undefined : { path, text };
      this.#place({ kind: 'file', name: path, value }, dirty);
    }
    for (const { kind, name, value } of subjects) this.#place({ kind, name, value }, dirty);
    return dirty;
  }

  /** Makes everything dirty that has read a part of the catalog. */
  #touchSubject({ kind, name, value, wasThere }: SubjectChange, dirty: Set<Unit>): void {
    for (const [index, key] of this.#indexes.replace(kind, name, value)) {
      this.#touch(`${index.id}=${key}`, dirty);
    }
    if (kind === 'settings') {
      this.#touch('settings', dirty);
      return;
    }
    this.#touch(`${kind}:${name}`, dirty);
    this.#touch(`${kind}#all`, dirty);
    if (wasThere !== (value !== undefined)) this.#touch(`${kind}#names`, dirty);
  }

  #touch(key: string, dirty: Set<Unit>): void {
    for (const unit of this.#readers.get(key) ?? []) dirty.add(unit);
  }

  /** Puts a subject in the place of what it was; without a value, its unit goes. */
  #place(
    { kind, name, value }: Pick<Subject, 'kind' | 'name'> & { readonly value: Subject['value'] | undefined },
    dirty: Set<Unit>,
  ): void {
    const key = `${kind}:${name}`;
    const before = this.#units.get(key);
    if (before !== undefined) {
      this.#forget(before);
      dirty.delete(before);
      this.#units.delete(key);
    }
    if (value === undefined) return;
    const subject: Subject = { kind, name, value };
    const unit = { run: () => toldOf(subject, this.#context), told: [], reads: nothingRead };
    this.#units.set(key, unit);
    dirty.add(unit);
  }

  #run(unit: Unit | undefined): void {
    if (unit === undefined) return;
    const { result, reads } = this.#log.during(unit.run);
    for (const key of unit.reads) if (!reads.has(key)) this.#readers.get(key)?.delete(unit);
    for (const key of reads) {
      const readers = this.#readers.get(key);
      if (readers === undefined) this.#readers.set(key, new Set([unit]));
      else readers.add(unit);
    }
    unit.reads = reads;
    unit.told = result;
    if (result.length > 0) this.#speaking.add(unit);
    else this.#speaking.delete(unit);
  }

  #forget(unit: Unit): void {
    for (const key of unit.reads) {
      const readers = this.#readers.get(key);
      readers?.delete(unit);
      if (readers?.size === 0) this.#readers.delete(key);
    }
    this.#speaking.delete(unit);
  }

  #conclude(): CheckResult {
    const { catalog } = this.#live;
    const findings: Finding[] = [...this.#live.findings()];
    for (const { told } of this.#speaking) {
      for (const each of told) {
        const finding = settled(each, catalog.settings);
        if (finding !== undefined) findings.push(finding);
      }
    }
    return concluded(findings, { ...this.#context, catalog });
  }
}
