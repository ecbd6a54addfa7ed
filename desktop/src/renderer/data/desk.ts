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
  readonly saving = new SavingStates();
  readonly drafts: Drafts;
  readonly transport: Transport;

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
    if (catalog !== null) await this.#loadLists();
    this.catalog.set(catalog);
  }

  async #loadLists(): Promise<void> {
    const [outline, findings, states] = await Promise.all([
      this.transport.request('catalog.outline', {}),
      this.transport.request('findings.list', {}),
      this.transport.request('files.states', {}),
    ]);
    this.outline.set(outlineMaps(outline));
    this.findings.set(new Map(Object.entries(findings)));
    this.saving.reset(states);
  }
}
