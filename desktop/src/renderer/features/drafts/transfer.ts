import type { TransferJob } from '../../../api/git.js';
import type { Desk } from '../../data/desk.js';
import { Store } from '../../data/store.js';
import { texts } from '../../texts/texts.js';

const words = texts.drafts;

export interface TransferState {
  /** What is going on; undefined when nothing is. */
  readonly job?: TransferJob;
  /** What came of the last one. */
  readonly done?: string;
  readonly error?: unknown;
}

/** What goes to and comes from the remote; one thing at a time, wherever it was asked for. */
export const transfer = new Store<TransferState>({});
let stopping: AbortController | undefined;

export function stopTransfer(): void {
  stopping?.abort();
}

export type TransferKind = 'fetch' | 'pull' | 'bringIn' | 'push';

export async function startTransfer(desk: Desk, kind: TransferKind): Promise<void> {
  if (transfer.get().job !== undefined) return;
  stopping = new AbortController();
  const { signal } = stopping;
  transfer.set({ job: kind === 'bringIn' ? 'pull' : kind });
  try {
    transfer.set({ done: await carryOut(desk, kind, signal) });
  } catch (error) {
    transfer.set(signal.aborted ? {} : { error });
  }
}

async function carryOut(desk: Desk, kind: TransferKind, signal: AbortSignal): Promise<string> {
  const { transport } = desk;
  if (kind === 'fetch') {
    await transport.request('git.fetch', {}, signal);
    return words.fetched;
  }
  if (kind === 'push') return words.pushed(await transport.request('git.push', {}, signal));
  const from = kind === 'pull' ? 'upstream' : 'published';
  const { kind: how, commits } = await transport.request('git.pull', { from }, signal);
  return words.brought[how](commits);
}
