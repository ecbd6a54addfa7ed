import type { Finding } from '@eventbook/shared/check/finding';
import type { OpenCatalog } from '../../api/catalog.js';
import type { Transport } from '../../api/transport.js';
import { Drafts } from './drafts.js';
import { changedOutline, emptyOutline, outlineMaps, type OutlineMaps } from './outline-store.js';
import { SavingStates } from './saving-states.js';
import { Store } from './store.js';

/** What one window holds of the open catalog, kept as the backend tells it. */
export class Desk {
  /** Undefined until it is known, null where none is open. */
  readonly catalog = new Store<OpenCatalog | null | undefined>(undefined);
  readonly outline = new Store<OutlineMaps>(emptyOutline);
  /** By file; files without any are not in it. */
  readonly findings = new Store<ReadonlyMap<string, readonly Finding[]>>(new Map());
  /** Whether the whole catalog is still being looked at, and findings may be missing; or why it could not be. */
  readonly checking = new Store<'running' | 'done' | Error>('running');
  readonly saving = new SavingStates();
  readonly drafts: Drafts;
  readonly transport: Transport;
  #listing: Promise<void> | undefined;

  constructor(transport: Transport) {
    this.transport = transport;
    this.drafts = new Drafts(transport, this.saving);
    transport.subscribe('catalog.opened', (opened) => {
      this.catalog.set(opened);
      this.drafts.clear();
      void this.#loadLists();
    });
    transport.subscribe('catalog.refreshed', (refreshed) => {
      this.catalog.set(refreshed);
      this.drafts.reload();
      void this.#loadLists();
    });
    transport.subscribe('outline.changed', (rows) =>
      this.outline.set(changedOutline(this.outline.get(), rows)),
    );
    transport.subscribe('files.changed', (files) => this.drafts.receive(files));
    transport.subscribe('findings.changed', (changed) => {
      const findings = new Map(this.findings.get());
      for (const [file, found] of Object.entries(changed)) {
        if (found.length > 0) findings.set(file, found);
        else findings.delete(file);
      }
      this.findings.set(findings);
    });
    transport.subscribe('files.saving', (states) => this.saving.report(states));
    transport.onReconnect(() => {
      this.drafts.retry();
      void this.load();
    });
  }

  /** Asks what is open, and for everything that lists need. Throws what the transport throws. */
  async load(): Promise<void> {
    const catalog = await this.transport.request('catalog.current', {});
    // Where it was just opened, its lists are on their way already.
    if (catalog !== null) await (this.#listing ?? this.#loadLists());
    this.catalog.set(catalog);
  }

  #loadLists(): Promise<void> {
    const listing = this.#readLists().finally(() => {
      if (this.#listing === listing) this.#listing = undefined;
    });
    this.#listing = listing;
    return listing;
  }

  async #readLists(): Promise<void> {
    void this.#loadFindings();
    const [outline, states] = await Promise.all([
      this.transport.request('catalog.outline', {}),
      this.transport.request('files.states', {}),
    ]);
    this.outline.set(outlineMaps(outline));
    this.saving.reset(states);
  }

  /** They come when all of a large catalog has been looked at, which nobody has to wait for. */
  async #loadFindings(): Promise<void> {
    this.checking.set('running');
    try {
      const findings = await this.transport.request('findings.list', {});
      this.findings.set(new Map(Object.entries(findings)));
      this.checking.set('done');
    } catch (error) {
      this.checking.set(error instanceof Error ? error : new Error(String(error)));
    }
  }
}
