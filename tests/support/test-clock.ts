import { renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A clock that every process of a collector goes by, and that a test sets (collector/src/clock/wall-clock.ts). */
export class TestClock {
  readonly environment: Readonly<Record<string, string>>;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
    this.environment = { EVENTBOOK_TEST_CLOCK: file };
  }

  /** Sets it, and waits until every process has seen it. */
  async set(shown: Date): Promise<void> {
    const real = Date.now();
    writeFileSync(`${this.#file}.new`, JSON.stringify({ real, shown: shown.getTime() }));
    renameSync(`${this.#file}.new`, this.#file);
    await sleep(250);
  }
}
