import cliProgress from 'cli-progress';
import type { Context } from '../context.js';

export interface Progress {
  /** @param done of the total; @param events that were answered for */
  readonly update: (done: number, events: number) => void;
  readonly stop: () => void;
}

/** A bar on stderr where a person watches; nothing where nobody does, or where nobody knows how much is to come. */
export function startProgress(context: Context, total: number | undefined): Progress {
  if (!context.isTerminal.stderr || total === undefined)
    return { update: () => undefined, stop: () => undefined };
  const bar = new cliProgress.SingleBar({
    format: '{bar} {percentage}%  {events} events  {eta_formatted} left',
    stream: context.stderr,
    clearOnComplete: true,
    hideCursor: true,
    fps: 5,
  });
  bar.start(Math.max(total, 1), 0, { events: 0 });
  return {
    update: (done, events) => bar.update(Math.min(done, total), { events }),
    stop: () => bar.stop(),
  };
}
