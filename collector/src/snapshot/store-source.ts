import { fetchLatest } from '@eventbook/shared/node/snapshot-store';
import type { Snapshot } from '@eventbook/shared/snapshot/admit';
import type { Bundle } from '@eventbook/shared/snapshot/bundle';
import type { SnapshotSource } from './source.js';

/** Published snapshots: one file, a folder with `latest`, or the same behind an http(s) URL. */
export class StoreSource implements SnapshotSource {
  readonly kind = 'store';
  readonly #location: string;

  constructor(location: string) {
    this.#location = location;
  }

  async fetch(current: Snapshot | undefined): Promise<Bundle | undefined> {
    const known = current?.statement.id;
    const { head, content } = await fetchLatest(
      this.#location,
      known === undefined ? {} : { knownId: known },
    );
    if (content !== undefined) return { ...head, content };
    if (current === undefined || head.statementText === current.statementText) return undefined;
    return { ...head, content: Buffer.from(current.contentText) };
  }
}
