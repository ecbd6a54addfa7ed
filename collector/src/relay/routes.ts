import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '@eventbook/shared/catalog/model';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { KeptOutcome } from '@eventbook/shared/event/outcome';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';

/** What a destination gets of the events that one snapshot judged. */
export interface Selection {
  /** Equal for two destinations that get the same. */
  readonly key: string;
  /** @param event its name; empty for what is in the quarantine */
  takes(event: string, outcome: KeptOutcome): boolean;
}

const nothing: Selection = { key: '', takes: () => false };

/** Which events of a catalog go where. */
class RouteTable {
  readonly #selections = new Map<string, Selection>();

  constructor(catalog: Catalog) {
    const events = new Map<string, Set<string>>();
    for (const { name, card } of catalog.events.values()) {
      for (const destination of card.destinations) {
        const known = events.get(destination);
        if (known === undefined) events.set(destination, new Set([name]));
        else known.add(name);
      }
    }
    for (const [name, { takes_flagged: takesFlagged = false }] of catalog.destinations) {
      const own = events.get(name);
      if (own === undefined) continue;
      this.#selections.set(name, {
        key: `${takesFlagged ? 'flagged ' : ''}${[...own].sort().join(' ')}`,
        takes: (event, outcome) =>
          (outcome === 'accepted' || (takesFlagged && outcome === 'flagged')) && own.has(event),
      });
    }
  }

  of(destination: string): Selection {
    return this.#selections.get(destination) ?? nothing;
  }
}

/**
 * The routes of every snapshot that has judged something: an event goes where the book sent it when it was judged, however
 * late it is relayed.
 */
export class Routes {
  readonly #directory: string;
  readonly #tables = new Map<string, Promise<RouteTable>>();

  /** @param directory `<data>/snapshots` */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** @throws AppError file_not_found, snapshot_malformed */
  async of(snapshot: string, destination: string): Promise<Selection> {
    let table = this.#tables.get(snapshot);
    if (table === undefined) {
      table = this.#read(snapshot);
      this.#tables.set(snapshot, table);
      // What could not be read now may be there later.
      table.catch(() => this.#tables.delete(snapshot));
    }
    return (await table).of(destination);
  }

  async #read(snapshot: string): Promise<RouteTable> {
    const path = join(this.#directory, `${snapshot}.json`);
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new AppError(
        'user',
        'file_not_found',
        `Snapshot ${snapshot} judged events, but ${path} cannot be read.`,
        {
          hint: 'Put the file back from where snapshots are published; what it judged waits in the journal.',
          data: { file: path, snapshot },
          cause,
        },
      );
    });
    return new RouteTable(parseContent(text));
  }
}
