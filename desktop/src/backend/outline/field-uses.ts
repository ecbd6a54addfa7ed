import type { Event } from '@eventbook/shared/catalog/model';
import { isLocal, newestContract } from '@eventbook/shared/catalog/resolve';

/** Which events name which field of the dictionary in their newest contract. */
export class FieldUses {
  readonly #fields = new Map<string, ReadonlySet<string>>();
  readonly #events = new Map<string, Set<string>>();

  constructor(events: Iterable<Event>) {
    for (const event of events) this.replace(event.name, event);
  }

  /** The events that name a field. */
  of(field: string): ReadonlySet<string> {
    return this.#events.get(field) ?? new Set();
  }

  /** Takes an event as it is now, undefined for one that is gone; answers with the fields whose uses are others now. */
  replace(name: string, event: Event | undefined): readonly string[] {
    const before = this.#fields.get(name) ?? new Set<string>();
    const now = new Set(event === undefined ? [] : shared(event));
    const changed: string[] = [];
    for (const field of before) {
      if (now.has(field)) continue;
      this.#events.get(field)?.delete(name);
      changed.push(field);
    }
    for (const field of now) {
      if (before.has(field)) continue;
      const events = this.#events.get(field);
      if (events === undefined) this.#events.set(field, new Set([name]));
      else events.add(name);
      changed.push(field);
    }
    if (event === undefined) this.#fields.delete(name);
    else this.#fields.set(name, now);
    return changed;
  }
}

function shared(event: Event): string[] {
  return Object.keys(newestContract(event)?.fields ?? {}).filter((field) => !isLocal(event, field));
}
