import type { Repository } from '@eventbook/shared/node/git/repository';
import type { TransferJob } from '../../api/git.js';
import type { Emit } from '../session.js';
import type { Login, Logins } from './logins.js';
import { httpLine } from './remote-http.js';
import { isHttp, remoteAddress, type RemoteLine, type Transfer } from './remote-line.js';
import { programLine } from './remote-program.js';
import { reportTransfer } from './report-transfer.js';

/** What goes to and comes from the remote: one thing at a time, with progress, for as long as somebody wants it. */
export class Transfers {
  readonly #repository: Repository;
  readonly #emit: Emit;
  readonly #logins: Logins;
  #running: Promise<unknown> = Promise.resolve();

  constructor(repository: Repository, emit: Emit, logins: Logins) {
    this.#repository = repository;
    this.#emit = emit;
    this.#logins = logins;
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
    if (isHttp(url)) await this.#logins.keep(url, login);
  }

  #transfer(
    job: TransferJob,
    signal: AbortSignal,
    work: (line: RemoteLine, transfer: Transfer) => Promise<void>,
  ): Promise<void> {
    const result = this.#running.then(async () => {
      const { url, shown: remote } = await remoteAddress(this.#repository);
      const line = isHttp(url)
        ? httpLine(this.#repository, url, this.#logins)
        : programLine(this.#repository);
      await reportTransfer(this.#emit, { job, remote, signal }, (transfer) => work(line, transfer));
    });
    this.#running = result.catch(() => undefined);
    return result;
  }
}
