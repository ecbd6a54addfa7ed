import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { AppError } from '@eventbook/shared/errors/app-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';

/** So many are kept for somebody to look at; one message that is sent again and again is kept once. */
const mostKept = 10_000;

/** Messages that can never be delivered: put away whole, each with its reason, so that they hold up nothing. */
export class SetAside {
  /** By code. */
  readonly counts = new Map<string, number>();
  readonly #folder: string;
  readonly #log: Pick<Logger, 'error'>;
  #kept: number | undefined;

  /** @param folder `<data>/set-aside` */
  constructor(folder: string, log: Pick<Logger, 'error'>) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Resolves when it is on disk, so that the message can be finished. */
  async put(topic: string, body: Buffer, reason: unknown): Promise<void> {
    const { code, message } =
      reason instanceof AppError ? reason : { code: 'internal', message: String(reason) };
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    await mkdir(this.#folder, { recursive: true });
    this.#kept ??= (await readdir(this.#folder)).filter((name) => name.endsWith('.json')).length;
    const name = createHash('sha256').update(body).digest('hex').slice(0, 32);
    this.#log.error({ topic, code, bytes: body.length, file: name }, `a message was set aside: ${message}`);
    if (this.#kept >= mostKept) return;
    this.#kept += 1;
    await writeFileAtomically(join(this.#folder, `${name}.message`), body);
    const note = { topic, code, message, bytes: body.length, at: new Date().toISOString() };
    await writeFileAtomically(join(this.#folder, `${name}.json`), `${JSON.stringify(note, null, 2)}\n`);
  }
}
