import { AppError } from '@eventbook/shared/errors/app-error';
import type { TransferJob } from '../../../api/git.js';
import type { Desk } from '../../data/desk.js';
import { goTo } from '../../app/router.js';
import { Store } from '../../data/store.js';
import { mergePlace } from '../merge/place.js';
import { texts } from '../../texts/texts.js';

const words = texts.drafts;

interface RefusedTransfer {
  readonly kind: TransferKind;
  readonly error: AppError;
}

export interface TransferState {
  /** What is going on; undefined when nothing is. */
  readonly job?: TransferJob;
  /** What came of the last one. */
  readonly done?: string;
  /** A branch of the remote about which a person has to decide, where the last one came upon that. */
  readonly undecided?: string;
  readonly error?: unknown;
  /** Where the remote did not take who one is: what is to be tried again. */
  readonly refused?: RefusedTransfer;
}

/** What goes to and comes from the remote; one thing at a time, wherever it was asked for. */
export const transfer = new Store<TransferState>({});
/** What a person is asked for who they are, and why. */
export const loginDialog = new Store<RefusedTransfer | undefined>(undefined);
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
    transfer.set(await carryOut(desk, kind, signal));
  } catch (error) {
    if (signal.aborted) transfer.set({ done: words.stopped });
    else if (wantsLogin(error)) {
      const refused = { kind, error };
      transfer.set({ error, refused });
      loginDialog.set(refused);
    } else transfer.set({ error });
  }
}

/** A remote that asks by HTTP: a token can be given to it here; keys of SSH are the machine's. */
function wantsLogin(error: unknown): error is AppError {
  return error instanceof AppError && error.code === 'git_login_refused' && 'login' in error.data;
}

async function carryOut(desk: Desk, kind: TransferKind, signal: AbortSignal): Promise<TransferState> {
  const { transport } = desk;
  if (kind === 'fetch') {
    await transport.request('git.fetch', {}, signal);
    return { done: words.fetched };
  }
  if (kind === 'push') return { done: words.pushed(await transport.request('git.push', {}, signal)) };
  const from = kind === 'pull' ? 'upstream' : 'published';
  const brought = await transport.request('git.pull', { from }, signal);
  if (brought.kind !== 'undecided') return { done: words.brought[brought.kind](brought.commits) };
  goTo(mergePlace(brought.from));
  return { undecided: brought.from };
}
