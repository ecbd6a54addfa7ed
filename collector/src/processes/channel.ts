import type { ChildProcess } from 'node:child_process';
import { AppError, type ErrorKind } from '@eventbook/shared/errors/app-error';
import type { ErrorCode } from '@eventbook/shared/errors/codes';
import type { Notices } from './messages.js';

/** A table of requests: by name, what is sent and what is answered. */
type Requests<Table> = {
  readonly [Name in keyof Table]: { readonly sent: unknown; readonly answered: unknown };
};

type Handlers<Table extends Requests<Table>> = {
  readonly [Name in keyof Table]: (sent: Table[Name]['sent']) => Promise<Table[Name]['answered']>;
};

interface ErrorOnTheWay {
  readonly kind: ErrorKind;
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly data?: Readonly<Record<string, unknown>>;
}

type Message =
  | { readonly type: 'request'; readonly id: number; readonly name: string; readonly sent: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly answered: unknown }
  | { readonly type: 'error'; readonly id: number; readonly error: ErrorOnTheWay }
  | { readonly type: 'notice'; readonly name: keyof Notices; readonly payload: unknown };

type NoticeHandlers = { readonly [Name in keyof Notices]: (payload: Notices[Name]) => void };

/** The parent's end of the line to one child. */
export class ChildChannel<Table extends Requests<Table>> {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<
    number,
    { resolve: (answer: unknown) => void; reject: (error: Error) => void }
  >();
  #last = 0;

  constructor(child: ChildProcess, notices: NoticeHandlers) {
    this.#child = child;
    child.on('message', (message: Message) => this.#receive(message, notices));
    child.once('exit', (code, signal) => {
      const how = signal ?? `code ${code ?? 'unknown'}`;
      for (const { reject } of this.#waiting.values()) {
        reject(
          new AppError('unavailable', 'process_ended', `The process ended (${how}) before it answered.`),
        );
      }
      this.#waiting.clear();
    });
  }

  /** Throws what the child threw, or process_ended. */
  request<Name extends keyof Table & string>(
    name: Name,
    sent: Table[Name]['sent'],
  ): Promise<Table[Name]['answered']> {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      if (!this.#child.connected) {
        reject(new AppError('unavailable', 'process_ended', 'The process has ended.'));
        return;
      }
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ type: 'request', id, name, sent } satisfies Message, (error) => {
        if (error === null || !this.#waiting.delete(id)) return;
        reject(new AppError('unavailable', 'process_ended', 'The process has ended.', { cause: error }));
      });
    });
  }

  #receive(message: Message, notices: NoticeHandlers): void {
    if (message.type === 'notice') {
      notices[message.name](message.payload as never);
      return;
    }
    if (message.type === 'request') return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.type === 'answer') waiting?.resolve(message.answered);
    else {
      const { kind, code, message: text, hint, data } = message.error;
      waiting?.reject(
        new AppError(kind, code, text, {
          ...(hint === undefined ? {} : { hint }),
          ...(data === undefined ? {} : { data }),
        }),
      );
    }
  }
}

/** A child's end: answers the parent's requests, and ends when the parent is gone. */
export function serveParent<Table extends Requests<Table>>(handlers: Handlers<Table>): void {
  process.on('message', (message: Message) => {
    if (message.type !== 'request') return;
    const { id, name, sent } = message;
    handlers[name as keyof Table](sent as never).then(
      (answered) => tell({ type: 'answer', id, answered }),
      (error: unknown) => tell({ type: 'error', id, error: describe(error) }),
    );
  });
  // A terminal's Ctrl-C reaches the whole group; the parent says when it is time to stop.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit(0));
}

/** Tells the parent something it did not ask for. */
export function notifyParent<Name extends keyof Notices>(name: Name, payload: Notices[Name]): void {
  tell({ type: 'notice', name, payload });
}

function tell(message: Message): void {
  // A parent that is gone is told nothing; `disconnect` ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
}

function describe(error: unknown): ErrorOnTheWay {
  if (error instanceof AppError) {
    const { kind, code, message, hint, data } = error;
    return { kind, code, message, hint, data };
  }
  return {
    kind: 'bug',
    code: 'internal',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}
