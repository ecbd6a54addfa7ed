import type { Repository } from '@eventbook/shared/node/git/repository';
import type { TransferJob } from '../../api/git.js';
import type { Emit } from '../session.js';
import { httpLine } from './remote-http.js';
import { remoteAddress, type RemoteLine, type Transfer } from './remote-line.js';
import { programLine } from './remote-program.js';
import { remoteTrouble } from './remote-trouble.js';

/** Milliseconds between two words about how far a transfer has come. */
const pause = 100;

/** What goes to and comes from the remote: one thing at a time, with progress, for as long as somebody wants it. */
export class Transfers {
  readonly #repository: Repository;
  readonly #emit: Emit;
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

  #transfer(
    job: TransferJob,
    signal: AbortSignal,
    work: (line: RemoteLine, transfer: Transfer) => Promise<void>,
  ): Promise<void> {
    const result = this.#running.then(async () => {
      const { url, shown } = await remoteAddress(this.#repository);
      const isHttp = /^https?:/iu.test(url);
      const line = isHttp ? httpLine(this.#repository, url) : programLine(this.#repository);
      let told = 0;
      const onProgress: Transfer['onProgress'] = (phase, done, all) => {
        if (Date.now() - told < pause) return;
        told = Date.now();
        this.#emit('git.progress', { job, phase, done, ...(all === undefined ? {} : { all }) });
      };
      onProgress('', 0, undefined);
      try {
        await work(line, { signal, onProgress });
      } catch (error) {
        throw remoteTrouble(error, shown);
      } finally {
        this.#emit('git.progress', null);
      }
    });
    this.#running = result.catch(() => undefined);
    return result;
  }
}
