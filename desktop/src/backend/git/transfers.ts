import type { Repository } from '@eventbook/shared/node/git/repository';
import type { TransferJob } from '../../api/git.js';
import type { Emit } from '../session.js';
import { type Login, Logins } from './logins.js';
import { httpLine } from './remote-http.js';
import { remoteAddress, type RemoteLine, type Transfer } from './remote-line.js';
import { programLine } from './remote-program.js';
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

function isHttp(url: string): boolean {
  return /^https?:/iu.test(url);
}

/** What goes to and comes from the remote: one thing at a time, with progress, for as long as somebody wants it. */
export class Transfers {
  readonly #repository: Repository;
  readonly #emit: Emit;
  readonly #logins = new Logins();
  #running: Promise<unknown> = Promise.resolve();

  constructor(repository: Repository, emit: Emit) {
    this.#repository = repository;
    this.#emit = emit;
  }

  fetch(job: TransferJob, signal: AbortSignal): Promise<void> {
    return this.#transfer(job, signal, (line, transfer) => line.fetch(transfer));
  }

  push(branch: string, signal: AbortSignal): Promise<void> {
    return this.#transfer('push', signal, (line, transfer) => line.push(branch, transfer));
  }

  /** Throws git_no_remote. */
  async login(login: Login): Promise<void> {
    const { url } = await remoteAddress(this.#repository);
    if (isHttp(url)) this.#logins.keep(url, login);
  }

  #transfer(
    job: TransferJob,
    signal: AbortSignal,
    work: (line: RemoteLine, transfer: Transfer) => Promise<void>,
  ): Promise<void> {
    const result = this.#running.then(async () => {
      const { url, shown } = await remoteAddress(this.#repository);
      const line = isHttp(url)
        ? httpLine(this.#repository, url, this.#logins)
        : programLine(this.#repository);
      let told = 0;
      const onProgress: Transfer['onProgress'] = (phase, done, all) => {
        if (Date.now() - told < pause) return;
        told = Date.now();
        this.#emit('git.progress', { job, phase, done, ...(all === undefined ? {} : { all }) });
      };
      let said = '';
      const onMessage = (text: string): void => {
        said = `${said}${text}`.slice(0, mostSaid);
      };
      onProgress('', 0, undefined);
      try {
        await work(line, { signal, patience: patience(), onProgress, onMessage });
      } catch (error) {
        throw remoteTrouble(error, { remote: shown, said });
      } finally {
        this.#emit('git.progress', null);
      }
    });
    this.#running = result.catch(() => undefined);
    return result;
  }
}
