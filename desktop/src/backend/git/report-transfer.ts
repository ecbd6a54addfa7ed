import type { TransferJob } from '../../api/git.js';
import type { Emit } from '../session.js';
import type { Transfer } from './remote-line.js';
import { remoteTrouble } from './remote-trouble.js';

/** Milliseconds between two words about how far a transfer has come. */
const pause = 100;
/** Letters of what a remote says that are shown. */
const mostSaid = 1000;

/** Milliseconds in which a remote has to say something: EVENTBOOK_GIT_PATIENCE in seconds, half a minute unless it is set. */
function patience(): number {
  const seconds = Number(process.env['EVENTBOOK_GIT_PATIENCE'] ?? '');
  return seconds > 0 ? seconds * 1000 : 30_000;
}

/**
 * Lets a transfer tell how far it has come, and what went wrong with it.
 * @param remote its address, without credentials
 * @throws AppError git_remote_unreachable, git_login_refused, git_push_refused
 */
export async function reportTransfer(
  emit: Emit,
  {
    job,
    remote,
    signal,
  }: { readonly job: TransferJob; readonly remote: string; readonly signal: AbortSignal },
  work: (transfer: Transfer) => Promise<void>,
): Promise<void> {
  let told = 0;
  const onProgress: Transfer['onProgress'] = (phase, done, all) => {
    if (Date.now() - told < pause) return;
    told = Date.now();
    emit('git.progress', { job, phase, done, ...(all === undefined ? {} : { all }) });
  };
  let said = '';
  const onMessage = (text: string): void => {
    said = `${said}${text}`.slice(0, mostSaid);
  };
  onProgress('', 0, undefined);
  try {
    await work({ signal, patience: patience(), onProgress, onMessage });
  } catch (error) {
    throw remoteTrouble(error, { remote, said });
  } finally {
    emit('git.progress', null);
  }
}
