/** What a request to a collector came to. */
export interface Reply {
  /** HTTP status; 0 where nothing was answered. */
  readonly status: number;
  readonly body: string;
  /** Seconds, from Retry-After. */
  readonly retryAfter?: number;
}

export interface Batch {
  /** One envelope each, as JSON. */
  readonly lines: readonly string[];
  readonly writeKey: string;
}

/** How batches get to a collector and its switches come back. Never throws. */
export interface Transport {
  send(collector: string, batch: Batch): Promise<Reply>;
  /** `GET /v1/config/<environment>`. */
  configuration(collector: string, environment: string, writeKey: string): Promise<Reply>;
}

/** Takes everything and sends nothing: for programs that are not to send. */
export class NullTransport implements Transport {
  send(_collector: string, batch: Batch): Promise<Reply> {
    return Promise.resolve(accepted(batch.lines.length));
  }

  configuration(): Promise<Reply> {
    return Promise.resolve({ status: 404, body: '' });
  }
}

/** Keeps what would have been sent: for tests. */
export class RecordingTransport extends NullTransport {
  /** Envelopes, in the order in which they were sent. */
  readonly envelopes: Record<string, unknown>[] = [];

  override send(collector: string, batch: Batch): Promise<Reply> {
    for (const line of batch.lines) this.envelopes.push(JSON.parse(line) as Record<string, unknown>);
    return super.send(collector, batch);
  }
}

function accepted(count: number): Reply {
  return {
    status: 202,
    body: JSON.stringify({ accepted: count, flagged: 0, quarantined: 0, rejected: 0, errors: [] }),
  };
}

/** The largest body that a page may leave behind when it goes (the fetch standard: 64 KiB for all together). */
export const keepaliveBytes = 60 * 1024;

/** By fetch. Browsers get a request that needs no preflight; others compress. */
export class HttpTransport implements Transport {
  readonly #timeout: number;
  readonly #isPage = typeof document === 'object';
  #keptAlive = 0;

  /** @param timeout in milliseconds, for one request */
  constructor(timeout = 10_000) {
    this.#timeout = timeout;
  }

  async send(collector: string, { lines, writeKey }: Batch): Promise<Reply> {
    const text = lines.join('\n');
    if (!this.#isPage) {
      const headers = { Authorization: `Bearer ${writeKey}`, 'Content-Type': 'application/x-ndjson' };
      const body = await compressed(text);
      return body === undefined
        ? this.#fetch(`${collector}/v1/events`, { method: 'POST', headers, body: text })
        : this.#fetch(`${collector}/v1/events`, {
            method: 'POST',
            headers: { ...headers, 'Content-Encoding': 'gzip' },
            body,
          });
    }
    const size = new Blob([text]).size;
    const keepalive = this.#keptAlive + size <= keepaliveBytes;
    if (keepalive) this.#keptAlive += size;
    try {
      return await this.#fetch(beaconUrl(collector, writeKey), { method: 'POST', body: text, keepalive });
    } finally {
      if (keepalive) this.#keptAlive -= size;
    }
  }

  configuration(collector: string, environment: string, writeKey: string): Promise<Reply> {
    const url = `${collector}/v1/config/${encodeURIComponent(environment)}`;
    return this.#isPage
      ? this.#fetch(`${url}?key=${encodeURIComponent(writeKey)}`, {})
      : this.#fetch(url, { headers: { Authorization: `Bearer ${writeKey}` } });
  }

  async #fetch(url: string, init: RequestInit): Promise<Reply> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), this.#timeout);
    try {
      const response = await fetch(url, { ...init, signal: abort.signal, redirect: 'error' });
      const retryAfter = Number(response.headers.get('Retry-After') ?? Number.NaN);
      const body = await response.text();
      return { status: response.status, body, ...(retryAfter >= 0 ? { retryAfter } : {}) };
    } catch {
      return { status: 0, body: '' };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Where a beacon goes: it can carry no header, so the key stands in the address. */
export function beaconUrl(collector: string, writeKey: string): string {
  return `${collector}/v1/events?key=${encodeURIComponent(writeKey)}`;
}

async function compressed(text: string): Promise<ArrayBuffer | undefined> {
  if (typeof CompressionStream !== 'function') return undefined;
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
