interface StepChange {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What one undo takes back: in whichever view it was done, and in however many files. */
export interface Step {
  readonly label: string;
  readonly changes: readonly StepChange[];
  /** Steps of the same kind that follow each other closely are one. */
  readonly merge?: string;
}

/** Milliseconds within which typing goes on. */
const breath = 1000;
const mostSteps = 1000;

/** One history for all views of all files, so that undo takes back what was done last, wherever that was. */
export class UndoHistory {
  #done: Step[] = [];
  #undone: Step[] = [];
  #last = 0;

  push(step: Step, now = Date.now()): void {
    this.#undone = [];
    const before = this.#done.at(-1);
    const together = step.merge !== undefined && before?.merge === step.merge && now - this.#last < breath;
    this.#last = now;
    if (together) this.#done[this.#done.length - 1] = joined(before, step);
    else this.#done.push(step);
    if (this.#done.length > mostSteps) this.#done.shift();
  }

  /** The step to take back; those that somebody else has written over meanwhile are passed by and forgotten. */
  undo(textOf: (path: string) => string | null): Step | undefined {
    for (let step = this.#done.pop(); step !== undefined; step = this.#done.pop()) {
      if (!step.changes.every(({ path, after }) => textOf(path) === after)) continue;
      this.#undone.push(step);
      return step;
    }
    return undefined;
  }

  redo(textOf: (path: string) => string | null): Step | undefined {
    for (let step = this.#undone.pop(); step !== undefined; step = this.#undone.pop()) {
      if (!step.changes.every(({ path, before }) => textOf(path) === before)) continue;
      this.#done.push(step);
      return step;
    }
    return undefined;
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }
}

function joined(before: Step, step: Step): Step {
  const changes = new Map(before.changes.map((change) => [change.path, change]));
  for (const change of step.changes) {
    const known = changes.get(change.path);
    changes.set(change.path, known === undefined ? change : { ...known, after: change.after });
  }
  return { ...before, changes: [...changes.values()] };
}
