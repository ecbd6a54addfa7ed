import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import type { PublishStep } from '@eventbook/shared/node/langpack/publication';
import type { PublishState, PublishTarget } from '../../api/publishing.js';
import { toWire } from '../../api/wire-error.js';
import type { Emit } from '../session.js';
import { nameFor } from '../state/name-for.js';

/** Milliseconds between two words about how far it has come. */
const pause = 100;

export interface PublishJobParts {
  readonly stateDirectory: string;
  /** The catalog's folder. */
  readonly directory: string;
  readonly emit: Emit;
  readonly work: (
    target: PublishTarget,
    signal: AbortSignal,
    onStep: (step: PublishStep) => void,
  ) => Promise<{ readonly releases: number; readonly uploads: number }>;
}

/** What is remembered from one session to the next. */
interface Memory {
  readonly target: PublishTarget;
  readonly running: boolean;
}

/**
 * One publishing at a time, which goes on whoever looks. That it is under way is written to disk before it begins: after a
 * crash one is told that it was not ended, and running it again goes on from where it was.
 */
export class PublishJob {
  readonly #parts: PublishJobParts;
  readonly #file: string;
  #state: Promise<PublishState>;
  #stopping: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();
  #told = 0;

  constructor(parts: PublishJobParts) {
    this.#parts = parts;
    this.#file = join(parts.stateDirectory, 'publishing', `${nameFor(parts.directory)}.json`);
    this.#state = this.#remembered();
  }

  state(): Promise<PublishState> {
    return this.#state;
  }

  /** Begins, and returns when it has begun; does nothing where one is under way. */
  async start(target: PublishTarget): Promise<void> {
    if (this.#stopping !== undefined) return;
    const stopping = new AbortController();
    this.#stopping = stopping;
    await this.#remember({ target, running: true });
    let state: PublishState = { status: 'running', target, lines: [] };
    this.#tell(state);
    const onStep = (step: PublishStep): void => {
      state = after(state, step);
      this.#state = Promise.resolve(state);
      if (Date.now() - this.#told >= pause || state.progress?.phase === 'asked') this.#tell(state);
    };
    this.#running = this.#parts
      .work(target, stopping.signal, onStep)
      .then(
        (result): PublishState => ({ status: 'done', target, lines: state.lines, result }),
        (error: unknown): PublishState =>
          stopping.signal.aborted
            ? { status: 'stopped', target, lines: state.lines }
            : { status: 'failed', target, lines: state.lines, error: toWire(error) },
      )
      .then(async (ended) => {
        await this.#remember({ target, running: false });
        this.#stopping = undefined;
        this.#tell(ended);
      });
  }

  stop(): void {
    this.#stopping?.abort();
  }

  async close(): Promise<void> {
    this.stop();
    await this.#running;
  }

  #tell(state: PublishState): void {
    this.#told = Date.now();
    this.#state = Promise.resolve(state);
    this.#parts.emit('publishing.changed', state);
  }

  async #remembered(): Promise<PublishState> {
    const text = await readFile(this.#file, 'utf8').catch(() => undefined);
    if (text === undefined) return { status: 'idle', lines: [] };
    const { target, running } = JSON.parse(text) as Memory;
    return { status: running ? 'interrupted' : 'idle', target, lines: [] };
  }

  async #remember(memory: Memory): Promise<void> {
    await mkdir(dirname(this.#file), { recursive: true });
    await writeFileAtomically(this.#file, JSON.stringify(memory));
  }
}

function after(state: PublishState, step: PublishStep): PublishState {
  const { lines } = state;
  switch (step.kind) {
    case 'digested':
      return {
        ...state,
        progress:
          step.done === step.total
            ? { phase: 'asked', done: 0, total: 0 }
            : { phase: 'digested', done: step.done, total: step.total },
      };
    case 'packed': {
      const progress = { phase: 'packed', done: step.done, total: step.total } as const;
      const packed = step.done === step.total ? [{ kind: 'packed', count: step.total } as const] : [];
      return { ...state, progress, lines: [...lines, ...packed] };
    }
    case 'recorded':
      return { ...state, lines: [...lines, { kind: 'recorded', count: step.entries, place: step.place }] };
    case 'overtaken':
      return { ...state, lines: [...lines, { kind: 'overtaken' }] };
    case 'uploaded':
    case 'present': {
      const { package: name, version, registry, done, total } = step;
      const uploaded =
        step.kind === 'present' ? [] : [{ kind: 'uploaded', package: name, version, registry } as const];
      return { ...state, progress: { phase: 'uploaded', done, total }, lines: [...lines, ...uploaded] };
    }
  }
}
