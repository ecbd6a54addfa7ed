import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ChildChannel } from './channel.js';
import type { Notices } from './messages.js';

type Requests<Table> = {
  readonly [Name in keyof Table]: { readonly sent: unknown; readonly answered: unknown };
};

export interface ChildOptions<Table extends Requests<Table>> {
  /** A module beside this one. */
  readonly module: 'ingest-process' | 'writer-process' | 'relay-process';
  /** The data directory's lock: an orphan goes on holding it until it has ended too. */
  readonly lockFile: number;
  readonly onAhead?: (notice: Notices['ahead']) => void;
  readonly onFailed?: (notice: Notices['failed']) => void;
  readonly onTailed?: (notice: Notices['tailed']) => void;
  readonly onTip?: (notice: Notices['tip']) => void;
  /** Brings a new process to where it can work. */
  readonly begin: (channel: ChildChannel<Table>) => Promise<void>;
  /** It ended unasked; it is started anew after a pause. */
  readonly onRestart: (reason: string) => void;
}

const firstPause = 100;
const longestPause = 10_000;
/** A process that ran so long is not in a loop of crashes. */
const healthyAfter = 60_000;

/** One child process that is started anew whenever it ends unasked. */
export class Child<Table extends Requests<Table>> {
  readonly #options: ChildOptions<Table>;
  #process: ChildProcess | undefined;
  /** Resolves to the line to a process that can work. */
  #ready: Promise<ChildChannel<Table>>;
  #pause = firstPause;
  #stopping = false;
  #isReady = false;

  constructor(options: ChildOptions<Table>) {
    this.#options = options;
    this.#ready = this.#start();
    this.#ready.catch(() => undefined);
  }

  /** Whether it can work now. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** Rejects where the process could not begin, until it is started anew. */
  ready(): Promise<ChildChannel<Table>> {
    return this.#ready;
  }

  /** Asks the process that works now; waits for it where it is just being started. */
  async request<Name extends keyof Table & string>(
    name: Name,
    sent: Table[Name]['sent'],
  ): Promise<Table[Name]['answered']> {
    return (await this.#ready).request(name, sent);
  }

  /** No more restarts. Resolves when the process has ended; ends it hard after `milliseconds`. */
  async end(milliseconds: number): Promise<void> {
    this.#stopping = true;
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
    await ended;
    clearTimeout(timer);
  }

  /** A process that can do nothing more is ended hard, to be started anew. */
  replace(): void {
    this.#process?.kill('SIGKILL');
  }

  async #start(): Promise<ChildChannel<Table>> {
    const { module, begin, onAhead, onFailed, onTailed, onTip } = this.#options;
    const startedAt = Date.now();
    // Not before the next turn: `#ready` is still being set to what this call returns.
    const notStarted = (error: Error): void => {
      setImmediate(() => this.#ended(`${module} could not be started: ${error.message}`, startedAt));
    };
    let child: ChildProcess;
    try {
      child = this.#fork();
    } catch (error) {
      notStarted(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
    child.once('error', (error) => {
      if (child.pid === undefined) notStarted(error);
    });
    this.#process = child;
    const channel = new ChildChannel<Table>(child, {
      ahead: (notice) => onAhead?.(notice),
      failed: (notice) => onFailed?.(notice),
      tailed: (notice) => onTailed?.(notice),
      tip: (notice) => onTip?.(notice),
    });
    child.once('exit', (code, signal) =>
      this.#ended(`${module} ended (${signal ?? `code ${code ?? '?'}`})`, startedAt),
    );
    try {
      await begin(channel);
    } catch (error) {
      child.kill('SIGKILL');
      throw error;
    }
    this.#isReady = true;
    return channel;
  }

  #fork(): ChildProcess {
    const { module, lockFile } = this.#options;
    return fork(fileURLToPath(new URL(`./${module}.js`, import.meta.url)), [], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', lockFile],
      execArgv: module === 'ingest-process' ? ['--max-semi-space-size=32'] : [],
    });
  }

  #ended(reason: string, startedAt: number): void {
    this.#isReady = false;
    if (this.#stopping) return;
    this.#options.onRestart(reason);
    if (Date.now() - startedAt > healthyAfter) this.#pause = firstPause;
    const pause = this.#pause;
    this.#pause = Math.min(longestPause, pause * 2);
    this.#ready = new Promise<void>((resolve) => setTimeout(resolve, pause)).then(() => {
      if (this.#stopping) throw new Error('the collector is stopping');
      return this.#start();
    });
    this.#ready.catch(() => undefined);
  }
}
