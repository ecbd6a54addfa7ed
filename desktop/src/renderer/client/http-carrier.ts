import { AppError } from '@eventbook/shared/errors/app-error';
import type { EventMessage, EventName, Events } from '../../api/events.js';
import type { MethodName, RequestOf, ResponseOf } from '../../api/methods.js';
import type { Transport } from '../../api/transport.js';
import { fromWire, type WireError } from '../../api/wire-error.js';
import { Subscriptions } from './subscriptions.js';

const sessionKey = 'eventbook.session';
/** Milliseconds before a lost stream of events is asked for again. */
const patience = 1000;

/**
 * Carries requests to the studio. The address's token, which opens one browser once, is exchanged for a session; that is
 * kept for this origin, so a reload or a second window needs no token.
 */
export class HttpCarrier implements Transport {
  readonly #subscriptions = new Subscriptions();
  readonly #session: string;

  private constructor(session: string) {
    this.#session = session;
  }

  /** @throws AppError studio_not_admitted, studio_unreachable */
  static async open(): Promise<HttpCarrier> {
    const token = new URLSearchParams(location.hash.slice(1)).get('token');
    if (token === null) return HttpCarrier.#listening(localStorage.getItem(sessionKey) ?? '');
    // The token goes from the address at once, so that nobody copies one that is used up.
    history.replaceState(null, '', location.pathname);
    const { session } = (await ask('session', { token })) as { session: string };
    localStorage.setItem(sessionKey, session);
    return HttpCarrier.#listening(session);
  }

  /** Heard before anything is asked: what happens between a first answer and that would be told to nobody. */
  static async #listening(session: string): Promise<HttpCarrier> {
    const carrier = new HttpCarrier(session);
    await new Promise<void>((done) => void carrier.#listen(done));
    return carrier;
  }

  async request<Name extends MethodName>(
    method: Name,
    request: RequestOf<Name>,
    signal?: AbortSignal,
  ): Promise<ResponseOf<Name>> {
    const { value } = (await ask(method, request, this.#session, signal)) as { value: ResponseOf<Name> };
    return value;
  }

  subscribe<Name extends EventName>(event: Name, listener: (value: Events[Name]) => void): () => void {
    return this.#subscriptions.add(event, listener);
  }

  onReconnect(listener: () => void): () => void {
    return this.#subscriptions.onReconnect(listener);
  }

  async #listen(onFirst: () => void): Promise<void> {
    for (let first = true; ; first = false) {
      try {
        const headers = { Authorization: `Bearer ${this.#session}` };
        const response = await fetch('./api/events', { headers });
        onFirst();
        if (response.status === 401) return;
        if (!first) this.#subscriptions.reconnected();
        for await (const message of messagesOf(response)) this.#subscriptions.deliver(message);
      } catch {
        // The process has ended, or the machine slept; it may be there again soon.
        onFirst();
      }
      await new Promise((done) => setTimeout(done, patience));
    }
  }
}

async function ask(name: string, request: unknown, session?: string, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(`./api/${name}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(session === undefined ? {} : { Authorization: `Bearer ${session}` }),
    },
    body: JSON.stringify(request),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new AppError('unavailable', 'studio_unreachable', 'Eventbook does not answer.', {
      hint: 'The process that does its work has ended. What was typed until a moment ago is on disk; start it again.',
      cause,
    });
  });
  const body = (await response.json()) as { error?: WireError };
  if (body.error !== undefined) throw fromWire(body.error);
  return body;
}

/** Server-Sent Events as far as the studio uses them: one `data` line each. */
async function* messagesOf(response: Response): AsyncIterable<EventMessage> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) yield JSON.parse(block.slice('data: '.length)) as EventMessage;
    }
  }
}
