import { createHash } from 'node:crypto';
import type { Catalog, Event } from '../../catalog/model.js';
import type { Holder } from '../../catalog/resolve.js';
import type { Generator, PackageFiles } from '../../langpack/generator.js';
import { filesDigest } from './files-digest.js';

/**
 * Digests of what langpacks of one catalog follow from. Equal inputs give equal packages, so where a release says that it was
 * generated from these, nothing has to be generated to know that it is still what would come of it. Unequal inputs may give
 * equal packages all the same: then it is generated to find out.
 */
export class InputDigests {
  readonly #catalog: Catalog;
  readonly #code: string;
  /** What every environment has a part in. */
  readonly #common: string;
  readonly #events = new Map<Event, string>();
  readonly #runtimes = new Map<PackageFiles, string>();

  /** @param code digest of the code of the generators */
  constructor(catalog: Catalog, code: string) {
    this.#catalog = catalog;
    this.#code = code;
    // What `check` alone goes by is in no package, and is touched often.
    const settings = { ...catalog.settings, rules: undefined, waivers: undefined };
    this.#common = digest(JSON.stringify([settings, [...catalog.owners], [...catalog.fields]]));
  }

  /** 64 lower-case hex digits. An environment that the catalog does not have has a digest too, of nothing. */
  of({ language, generation }: Generator, environment: string, runtime: PackageFiles): string {
    const holder = this.#catalog.environments.get(environment);
    const events = [...this.#catalog.events.values()]
      .filter(({ card }) => Object.hasOwn(card.environments, environment))
      .map((event) => this.#ofEvent(event));
    const own = holder === undefined ? [environment] : textOf(holder);
    const parts = [this.#code, language, generation, this.#ofRuntime(runtime), this.#common, own, events];
    return digest(JSON.stringify(parts));
  }

  #ofEvent(event: Event): string {
    let known = this.#events.get(event);
    if (known === undefined) this.#events.set(event, (known = digest(textOf(event))));
    return known;
  }

  #ofRuntime(runtime: PackageFiles): string {
    let known = this.#runtimes.get(runtime);
    if (known === undefined) this.#runtimes.set(runtime, (known = filesDigest(runtime)));
    return known;
  }
}

function textOf({ name, card, contracts }: Holder): string {
  return JSON.stringify([name, card, [...contracts.values()]]);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
