import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@eventbook/shared/errors/app-error';

const pause = 1000;

/**
 * Waits until collectors judge by a snapshot, or a later one: a langpack that knows more than the collectors would send what
 * they cannot judge yet.
 * @param addresses of operators' listeners
 * @param onWaiting told now and then of whom is waited for
 * @throws AppError collector_unreachable after `timeout` milliseconds
 */
export async function waitForCollectors(
  addresses: readonly string[],
  sequence: number,
  timeout: number,
  onWaiting: (address: string, reason: string) => void,
): Promise<void> {
  const deadline = Date.now() + timeout;
  for (const address of addresses) {
    for (;;) {
      const { current, reason } = await sequenceAt(address);
      if (current !== undefined && current >= sequence) break;
      if (Date.now() > deadline) {
        throw new AppError(
          'unavailable',
          'collector_unreachable',
          `${address} has no snapshot ${sequence} yet: ${reason}.`,
          {
            hint: 'See /v1/snapshot and /metrics there. Nothing was published; run it again when the collector has it.',
            data: { address, sequence },
          },
        );
      }
      onWaiting(address, reason);
      await wait(pause);
    }
  }
}

async function sequenceAt(address: string): Promise<{ readonly current?: number; readonly reason: string }> {
  try {
    const answer = await fetch(new URL('/v1/snapshot', address), { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) return { reason: `it answered ${answer.status}` };
    const { statement } = (await answer.json()) as { statement?: { sequence?: number } | null };
    const sequence = statement?.sequence;
    return sequence === undefined
      ? { reason: 'it has no snapshot' }
      : { current: sequence, reason: `it has snapshot ${sequence}` };
  } catch (cause) {
    return { reason: cause instanceof Error ? cause.message : String(cause) };
  }
}
