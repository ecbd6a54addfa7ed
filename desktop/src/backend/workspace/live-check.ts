import { setImmediate as others } from 'node:timers/promises';
import type { Catalog } from '@eventbook/shared/catalog/model';
import type { ParsedTexts } from '@eventbook/shared/catalog/parsed-texts';
import type { Finding } from '@eventbook/shared/check/finding';
import { IncrementalCheck } from '@eventbook/shared/check/incremental/incremental-check';
import type { OutlineChange } from '../../api/catalog.js';
import type { FindingsByFile } from '../../api/findings.js';
import { FindingsLog } from '../findings/findings-log.js';
import { LiveOutline } from '../outline/live-outline.js';
import { LiveSearch } from '../search/live-search.js';
import type { Base } from './base.js';
import type { TextChange } from './workspace.js';

/** Milliseconds for which it is looked before others have their turn. */
const slice = 12;
const unitsAtOnce = 16;

export interface CheckSituation {
  readonly base: Base;
  readonly author: string | undefined;
  /** What could not be read, and why. */
  readonly reading: readonly Finding[];
  /** What was parsed already. */
  readonly texts: ParsedTexts;
}

/** The files of a catalog as they are in the draft, and what follows from them: model, findings, outline, search. */
export class LiveCheck {
  readonly base: Base;
  readonly outline: LiveOutline;
  readonly search: LiveSearch;
  readonly #check: IncrementalCheck;
  readonly #findings: FindingsLog;
  #finished: Promise<void> | undefined;

  constructor(files: ReadonlyMap<string, string>, { base, author, reading, texts }: CheckSituation) {
    this.base = base;
    this.#check = new IncrementalCheck(files, { base: base.catalog, reading, author, texts, later: true });
    const { catalog, findings } = this.#check.result;
    this.outline = new LiveOutline(catalog, base.catalog, this.#check.files);
    this.search = new LiveSearch(catalog);
    this.#findings = new FindingsLog(findings);
  }

  /**
   * Looks at what is still to be looked at, bit by bit, so that others have their turn; there is an outline and a search before
   * all is found.
   */
  finish(): Promise<void> {
    return (this.#finished ??= this.#proceed());
  }

  async #proceed(): Promise<void> {
    // What is first is that somebody sees the catalog.
    await others();
    let begun = performance.now();
    while (!this.#check.proceed(unitsAtOnce)) {
      if (performance.now() - begun < slice) continue;
      await others();
      begun = performance.now();
    }
    this.#findings.update(this.#check.result.findings);
    void this.search.ready();
  }

  get catalog(): Catalog {
    return this.#check.result.catalog;
  }

  get files(): ReadonlyMap<string, string> {
    return this.#check.files;
  }

  get findings(): FindingsByFile {
    return this.#findings.byFile;
  }

  /** Takes new texts, and says which rows and whose findings are others now. */
  edit(changes: readonly TextChange[]): {
    readonly rows: readonly OutlineChange[];
    readonly found: FindingsByFile;
  } {
    const { catalog, findings } = this.#check.edit(changes.map(([path, text]) => [path, text ?? undefined]));
    this.search.update(catalog);
    const rows = this.outline.update(
      catalog,
      changes.map(([path]) => path),
    );
    return { rows, found: this.#findings.update(findings) };
  }
}
