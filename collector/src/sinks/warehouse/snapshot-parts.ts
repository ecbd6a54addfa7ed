import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AppError } from '@eventbook/shared/errors/app-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { readStatement } from '@eventbook/shared/snapshot/admit';
import { contentId } from '@eventbook/shared/snapshot/content';
import { makeDurableFolder } from '../../data-directory/durable-folder.js';
import type { SnapshotNote } from '../../relay/notes.js';

const largestContent = 512 * 1024 * 1024;
/** Snapshots of which only a part has come; more than so many at once is nobody's book. */
const mostUnfinished = 16;

/** Puts the snapshots together that collectors send, and keeps them where the hour writer looks for them. */
export class SnapshotParts {
  readonly #directory: string;
  readonly #unfinished = new Map<string, (string | undefined)[]>();

  /** @param directory `<data>/snapshots` */
  constructor(directory: string) {
    this.#directory = directory;
  }

  has(id: string): Promise<boolean> {
    return access(join(this.#directory, `${id}.json`)).then(
      () => true,
      () => false,
    );
  }

  /** @throws AppError message_malformed, snapshot_malformed, snapshot_forged */
  async add({ id, statement, part, parts, content }: SnapshotNote): Promise<void> {
    if (await this.has(id)) return;
    if (part >= parts || parts > 4096)
      throw new AppError(
        'user',
        'message_malformed',
        `Part ${part} of ${parts} of a snapshot makes no sense.`,
      );
    let known = this.#unfinished.get(id);
    if (known?.length !== parts) {
      const [oldest] = this.#unfinished.keys();
      if (this.#unfinished.size >= mostUnfinished && oldest !== undefined) this.#unfinished.delete(oldest);
      this.#unfinished.set(id, (known = Array<string | undefined>(parts).fill(undefined)));
    }
    known[part] = content;
    if (known.some((one) => one === undefined)) return;
    this.#unfinished.delete(id);
    await this.#keep(id, statement, known.join(''));
  }

  async #keep(id: string, statement: string, text: string): Promise<void> {
    const content = gunzipSync(Buffer.from(text, 'base64'), { maxOutputLength: largestContent });
    if (contentId(content) !== id || readStatement(statement.trimEnd()).id !== id)
      throw new AppError('user', 'snapshot_forged', `What came as snapshot ${id} is another one.`);
    await makeDurableFolder(this.#directory);
    await writeFileAtomically(join(this.#directory, `${id}.statement.json`), statement);
    await writeFileAtomically(join(this.#directory, `${id}.json`), content);
  }
}
