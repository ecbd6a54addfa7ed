import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLogUpdate } from 'log-update';
import { AppError } from '@eventbook/shared/errors/app-error';
import { dataDirectoryLayout } from '../../data-directory/layout.js';
import { askCollector } from '../../http/control.js';
import type { MetricValue } from '../../metrics/render.js';
import { draw } from './draw.js';
import { Numbers, type Overview, overview } from './overview.js';

export interface TopOptions {
  /** Where the operators' listener is; else it is asked of the collector that runs on `data`. */
  readonly operators: string | undefined;
  readonly data: string | undefined;
  readonly seconds: number;
  readonly once: boolean;
  readonly format: 'text' | 'json';
}

/** What a script gets: one object a line. */
type TopLine = Overview & { readonly at: string };

const timeout = 10_000;

/**
 * Shows what a running collector does, again and again until it is interrupted.
 * @throws AppError collector_unreachable
 */
export async function top(options: TopOptions): Promise<void> {
  const url = await operatorsUrl(options);
  const title = `eventbook-collector ${new URL(url).host}`;
  let before = new Numbers(await ask(url));
  let askedAt = performance.now();
  const live = !options.once && options.format === 'text' && process.stdout.isTTY;
  const screen = createLogUpdate(process.stdout, { showCursor: false });
  const stopped = new AbortController();
  process.once('SIGINT', () => stopped.abort());
  do {
    await sleep(options.seconds * 1000, undefined, { signal: stopped.signal }).catch(() => undefined);
    if (stopped.signal.aborted) break;
    const now = new Numbers(await ask(url));
    const view = overview(before, now, (performance.now() - askedAt) / 1000);
    before = now;
    askedAt = performance.now();
    const at = new Date().toISOString();
    if (options.format === 'json') await write(`${JSON.stringify({ at, ...view } satisfies TopLine)}\n`);
    else {
      const { rows, columns, isTTY } = process.stdout;
      const picture = draw(view, {
        title: `${title}  ${at.slice(11, 19)} UTC`,
        rows: live ? rows : 60,
        columns: live ? columns : 200,
        colours: isTTY,
      });
      if (live) screen(picture);
      else await write(`${picture}\n`);
    }
  } while (!options.once);
  if (live) screen.done();
}

async function operatorsUrl({ operators, data }: TopOptions): Promise<string> {
  if (operators !== undefined) return operators;
  const running =
    data === undefined
      ? undefined
      : await askCollector(dataDirectoryLayout(data).controlSocket, 'GET /status');
  if (running !== undefined) return running.operators;
  throw new AppError(
    'user',
    'collector_unreachable',
    data === undefined ? 'It is not said which collector is meant.' : `No collector runs on ${data}.`,
    { hint: 'Give --data, or --operators with the address of its listener for operators.' },
  );
}

async function ask(url: string): Promise<MetricValue[]> {
  try {
    const response = await fetch(new URL('/v1/metrics', url), { signal: AbortSignal.timeout(timeout) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return (await response.json()) as MetricValue[];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('unavailable', 'collector_unreachable', `${url} did not answer: ${reason}.`, {
      hint: "See that the collector runs and that --operators names its operators' listener.",
      cause,
    });
  }
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
