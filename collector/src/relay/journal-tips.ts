/** Where the end of a journal is that is being written: what lies behind it may still be taken back. */
export interface JournalTip {
  readonly journal: string;
  /** The newest segment; '' where there is none. All before it are sealed. */
  readonly segment: string;
  /** How much of it is synced; null where it is sealed too. */
  readonly bytes: number | null;
  /** The position behind its last record that is synced. */
  readonly next: number;
}

/** The tips of all journals, as the ingest processes tell them. A journal that nobody writes any more has none. */
export class JournalTips {
  readonly #tips = new Map<string, JournalTip>();
  #waiting: (() => void)[] = [];

  set(tip: JournalTip): void {
    this.#tips.set(tip.journal, tip);
    this.wake();
  }

  get(journal: string): JournalTip | undefined {
    return this.#tips.get(journal);
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
