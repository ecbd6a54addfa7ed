import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { AppError } from '@eventbook/shared/errors/app-error';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';
import { type Column, tableColumns } from '@eventbook/shared/warehouse/columns';
import { nothingWhereMissing } from './missing-file.js';

/**
 * The catalogs by which an hour's rows were judged. Columns are those of the newest that knows the event: contracts
 * are never deleted, so it knows every column that an older one knows.
 */
export class HourCatalogs {
  /** Snapshot ids, oldest first. */
  readonly ids: readonly string[];
  readonly #directory: string;
  readonly #catalogs = new Map<string, Catalog>();

  private constructor(directory: string, ids: readonly string[]) {
    this.#directory = directory;
    this.ids = ids;
  }

  /**
   * `seen` says of each snapshot when it last judged: that decides between those of one sequence, as folders that
   * are no repository have them.
   */
  static async open(directory: string, seen: ReadonlyMap<string, number>): Promise<HourCatalogs> {
    const known: { id: string; sequence: number; last: number }[] = [];
    for (const [id, last] of seen) known.push({ id, sequence: await sequenceOf(directory, id), last });
    known.sort((one, other) => {
      return one.sequence - other.sequence || one.last - other.last || (one.id < other.id ? -1 : 1);
    });
    return new HourCatalogs(
      directory,
      known.map(({ id }) => id),
    );
  }

  /**
   * The columns of an event's table.
   * @throws AppError file_not_found where a snapshot is missing, internal where none knows the event
   */
  async columnsOf(name: string): Promise<readonly Column[]> {
    for (const id of this.ids.toReversed()) {
      const catalog = await this.#catalog(id);
      const event = catalog.events.get(name);
      if (event !== undefined) return tableColumns(catalog, event);
    }
    throw new AppError('bug', 'internal', `No snapshot that judged this hour knows the event ${name}.`, {
      data: { event: name, snapshots: this.ids },
    });
  }

  async #catalog(id: string): Promise<Catalog> {
    let catalog = this.#catalogs.get(id);
    if (catalog === undefined) {
      const path = join(this.#directory, `${id}.json`);
      const text = await readFile(path, 'utf8').catch(nothingWhereMissing);
      if (text === undefined) throw missing(id, path);
      catalog = parseContent(text);
      this.#catalogs.set(id, catalog);
    }
    return catalog;
  }
}

/** A folder's snapshot has no statement, or one with sequence 0. */
async function sequenceOf(directory: string, id: string): Promise<number> {
  const text = await readFile(join(directory, `${id}.statement.json`), 'utf8').catch(nothingWhereMissing);
  if (text === undefined) return 0;
  const statement: unknown = JSON.parse(text);
  if (typeof statement !== 'object' || statement === null || !('sequence' in statement)) return 0;
  return typeof statement.sequence === 'number' ? statement.sequence : 0;
}

function missing(id: string, path: string): AppError {
  return new AppError(
    'user',
    'file_not_found',
    `Snapshot ${id} judged events of this hour, but ${path} is not there.`,
    {
      hint: 'Put the file back from where snapshots are published, then write the hour again.',
      data: { file: path, snapshot: id },
    },
  );
}
