import { envelopeOf, type PackageDescription } from './envelope.js';
import { FieldSet, type CommonFields, type LangpackEvent } from './field-set.js';
import { leavePage, restorePage } from './page.js';
import { NotSentError, type Problem, type Trouble } from './problem.js';
import { Queue, type Queued, type WhenFull } from './queue.js';
import { Sender } from './sender.js';
import { letGo, Switches } from './switches.js';
import { HttpTransport, keepaliveBytes, NullTransport, type Transport } from './transport.js';
import { uuid7 } from './uuid7.js';

export interface ClientOptions {
  /** Else the environment variable EVENTBOOK_WRITE_KEY. */
  readonly writeKey?: string | undefined;
  /** Addresses of collectors, the next tried where one fails; else EVENTBOOK_COLLECTORS, else the catalog's. */
  readonly collectors?: readonly string[] | undefined;
  /** Else HTTP, or nothing where EVENTBOOK_TRANSPORT is `null`. */
  readonly transport?: Transport | undefined;
  /** Throw where otherwise `onProblem` is told: for tests. */
  readonly strict?: boolean | undefined;
  /** How many events may wait; 10,000 unless said otherwise. */
  readonly queueSize?: number | undefined;
  /** Which event goes when there is no more room; the newest unless said otherwise. */
  readonly whenFull?: WhenFull | undefined;
  /** Milliseconds that an event waits for others to go with; 1,000 unless said otherwise. */
  readonly linger?: number | undefined;
  /** Told of each event that was flagged, quarantined, rejected or dropped. */
  readonly onProblem?: ((problem: Problem) => void) | undefined;
  /** Told of each try that failed; what it was to send is tried again. */
  readonly onTrouble?: ((trouble: Trouble) => void) | undefined;
}

export interface SendOptions {
  /** When it happened; now unless said otherwise. */
  readonly time?: Date | bigint | undefined;
  /** A UUID; what makes sending it twice harmless. A new one unless said otherwise. */
  readonly id?: string | undefined;
}

const mostEventBytes = 64 * 1024;
const mostBatchBytes = 900 * 1024;
const isPage = typeof document === 'object';
const encoder = new TextEncoder();

/** Sends the events of one environment. Make one, and keep it. */
export class Client<Common extends CommonFields | undefined> {
  /** What every event carries from now on. */
  common: Common;
  readonly #about: PackageDescription;
  readonly #queue: Queue;
  readonly #sender: Sender;
  readonly #switches: Switches;
  readonly #strict: boolean;
  readonly #onProblem: (problem: Problem) => void;
  /** Why nothing can be sent at all. */
  readonly #obstacle: Pick<Problem, 'code' | 'message'> | undefined;
  readonly #letGoOfEnd: () => void;
  #problems: Problem[] = [];
  #isClosed = false;

  constructor(about: PackageDescription, common: Common, options: ClientOptions = {}) {
    this.#about = about;
    this.common = common;
    this.#strict = options.strict === true;
    this.#onProblem = options.onProblem ?? (() => undefined);
    this.#queue = new Queue(options.queueSize ?? 10_000, options.whenFull ?? 'drop-newest');
    const transport = options.transport ?? defaultTransport();
    const writeKey = options.writeKey ?? variable('EVENTBOOK_WRITE_KEY') ?? '';
    const collectors = (
      options.collectors ??
      variable('EVENTBOOK_COLLECTORS')?.split(',') ??
      about.collectors
    )
      .map((address) => address.trim().replace(/\/+$/, ''))
      .filter((address) => address !== '');
    this.#obstacle = obstacleOf(transport, writeKey, collectors);
    this.#sender = new Sender(this.#queue, {
      transport,
      collectors: collectors.length === 0 ? [''] : collectors,
      writeKey,
      batchEvents: 500,
      batchBytes: isPage ? keepaliveBytes : mostBatchBytes,
      linger: options.linger ?? 1000,
      onProblem: (problem) => this.#tell(problem),
      onTrouble: quietly(options.onTrouble),
    });
    const [first = ''] = collectors;
    this.#switches = new Switches(() => transport.configuration(first, about.environment, writeKey));
    if (this.#obstacle === undefined) this.#switches.start();
    this.#letGoOfEnd = isPage ? this.#watchPage(first, writeKey) : this.#watchProcess();
  }

  /** Takes an event for sending. Never waits; never throws, unless the client is strict. */
  send(event: LangpackEvent, options: SendOptions = {}): void {
    try {
      this.#take(event, options);
    } catch (error) {
      if (this.#strict) throw error;
      const message = error instanceof Error ? error.message : String(error);
      this.#tell({ event: '', id: '', outcome: 'dropped', code: 'failed', pointer: '', message });
    }
  }

  /**
   * Waits until everything that was taken is sent, or `timeout` milliseconds are over; answers whether everything
   * is. A strict client throws NotSentError for the first problem since the last time.
   */
  async flush(timeout = 10_000): Promise<boolean> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<void>((done) => (timer = setTimeout(done, timeout)));
    await Promise.race([this.#sender.hurry(), tooLate]);
    clearTimeout(timer);
    const [first] = this.#problems;
    this.#problems = [];
    if (this.#strict && first !== undefined) throw new NotSentError(first);
    return this.#queue.size === 0 && this.#sender.flying.length === 0;
  }

  /** Flushes and ends. What could not be sent in time is dropped, and told to `onProblem`. */
  async close(timeout = 10_000): Promise<boolean> {
    this.#isClosed = true;
    try {
      return await this.flush(timeout);
    } finally {
      this.#sender.stop();
      this.#switches.stop();
      this.#letGoOfEnd();
      const message = 'the client was closed before it could be sent';
      for (const item of [...this.#sender.flying, ...this.#queue.take(Infinity, Infinity)]) {
        this.#tell(dropped(item, 'closed', message));
      }
    }
  }

  #take(event: LangpackEvent, options: SendOptions): void {
    const { event: name } = FieldSet.contractOf(event);
    const sampleRate = this.#switches.rateOf(name);
    if (sampleRate === 0 || (sampleRate < 1 && Math.random() >= sampleRate)) return;
    const time = microseconds(options.time);
    const id = options.id?.toLowerCase() ?? uuid7(time / 1000);
    const line = JSON.stringify(envelopeOf(this.#about, event, this.common, { id, time, sampleRate }));
    const item: Queued = { event: name, id, line, bytes: bytesOf(line) };
    if (this.#isClosed) this.#refuse(item, 'closed', 'the client is closed');
    else if (this.#obstacle !== undefined) this.#refuse(item, this.#obstacle.code, this.#obstacle.message);
    else if (item.bytes > mostEventBytes) {
      this.#refuse(item, 'too_large', `the event has ${item.bytes} bytes; ${mostEventBytes} are the most`);
    } else {
      const gone = this.#queue.add(item, this.#sender.flying.length);
      if (gone !== undefined) this.#refuse(gone, 'queue_full', 'too many events wait to be sent');
      this.#sender.nudge();
    }
  }

  #refuse(item: Queued, code: string, message: string): void {
    const problem = dropped(item, code, message);
    if (this.#strict) throw new NotSentError(problem);
    this.#tell(problem);
  }

  #tell(problem: Problem): void {
    if (this.#strict) this.#problems.push(problem);
    quietly(this.#onProblem)(problem);
  }

  /** Node has nothing more to do: what waits is sent before it ends. */
  #watchProcess(): () => void {
    const { process } = globalThis as { process?: NodeProcess };
    if (typeof process?.on !== 'function' || typeof process.off !== 'function') return () => undefined;
    const end = (): void => {
      if (this.#queue.size + this.#sender.flying.length > 0) void this.close(5000).catch(() => undefined);
    };
    process.on('beforeExit', end);
    return () => process.off?.('beforeExit', end);
  }

  #watchPage(collector: string, writeKey: string): () => void {
    const place = { environment: this.#about.environment, collector, writeKey };
    for (const item of restorePage(place)) this.#queue.add(item);
    if (this.#queue.size > 0) this.#sender.nudge();
    const leave = (): void => {
      if (document.visibilityState !== 'hidden') return;
      const stuck = this.#sender.isFailing ? this.#sender.flying : [];
      leavePage(place, stuck, this.#queue.take(Infinity, Infinity));
    };
    const back = (): void => {
      if (document.visibilityState !== 'visible') return;
      for (const item of restorePage(place)) this.#queue.add(item);
      if (this.#queue.size > 0) this.#sender.nudge();
    };
    const turn = (): void => (document.visibilityState === 'hidden' ? leave() : back());
    document.addEventListener('visibilitychange', turn);
    addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', turn);
      removeEventListener('pagehide', leave);
    };
  }
}

/** As much of Node's process as is used here. */
interface NodeProcess {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly on?: (event: string, listener: () => void) => void;
  readonly off?: (event: string, listener: () => void) => void;
}

function variable(name: string): string | undefined {
  const value = (globalThis as { process?: NodeProcess }).process?.env?.[name];
  return value === '' ? undefined : value;
}

function defaultTransport(): Transport {
  return variable('EVENTBOOK_TRANSPORT') === 'null' ? new NullTransport() : new HttpTransport();
}

function obstacleOf(
  transport: Transport,
  writeKey: string,
  collectors: readonly string[],
): Pick<Problem, 'code' | 'message'> | undefined {
  if (!(transport instanceof HttpTransport)) return undefined;
  if (writeKey === '') {
    return {
      code: 'no_write_key',
      message: 'there is no write key: give writeKey, or set EVENTBOOK_WRITE_KEY',
    };
  }
  return collectors.length > 0
    ? undefined
    : {
        code: 'no_collector',
        message: 'there is no collector: give collectors, or set EVENTBOOK_COLLECTORS',
      };
}

function microseconds(time: Date | bigint | undefined): number {
  if (time === undefined) return Date.now() * 1000;
  const value = typeof time === 'bigint' ? Number(time) : time.getTime() * 1000;
  if (!Number.isSafeInteger(value))
    throw new RangeError('The time of an event is in the years 1684 to 2255.');
  return value;
}

function bytesOf(line: string): number {
  // A code unit takes three bytes at most: most events need no closer look.
  return line.length * 3 < mostEventBytes ? line.length : encoder.encode(line).length;
}

function dropped({ event, id }: Queued, code: string, message: string): Problem {
  return { event, id, outcome: 'dropped', code, pointer: '', message };
}

/** A callback of others, whose errors are not ours to pass on. */
function quietly<Argument>(
  callback: ((argument: Argument) => void) | undefined,
): (argument: Argument) => void {
  return (argument) => {
    try {
      callback?.(argument);
    } catch (error) {
      letGo(setTimeout(() => console.error(error)));
    }
  };
}
