import type { Catalog, Event } from '../catalog/model.js';
import type { ColumnType } from '../warehouse/column-type.js';
import { sameColumnType } from '../warehouse/column-type.js';
import { tableColumns } from '../warehouse/columns.js';

/** What a change does to a column, in these tables (events by name). */
export interface ColumnEffect {
  readonly effect:
    'table-added' | 'column-added' | 'column-kept' | 'struct-grown' | 'type-changed' | 'column-gone';
  /** None for `table-added`. */
  readonly column?: string;
  readonly type?: ColumnType;
  /** Before; for `struct-grown` and `type-changed`. */
  readonly before?: ColumnType;
  readonly tables: readonly string[];
}

type Columns = ReadonlyMap<string, ColumnType>;
const noColumns: Columns = new Map();

/** The columns of both catalogs' tables, each computed once. Drafts have no table. */
export class Tables {
  readonly #before: TablesOf;
  readonly #after: TablesOf;

  constructor(before: Catalog, after: Catalog) {
    this.#before = new TablesOf(before);
    this.#after = new TablesOf(after);
  }

  /** What becomes of a column in the tables of these events. */
  effectsOn(column: string, events: Iterable<string>): ColumnEffect[] {
    const found = new Map<string, { effect: Omit<ColumnEffect, 'tables'>; tables: string[] }>();
    for (const event of events) {
      const effect = this.#effectIn(event, column);
      if (effect === undefined) continue;
      const key = JSON.stringify(effect);
      const known = found.get(key);
      if (known === undefined) found.set(key, { effect, tables: [event] });
      else known.tables.push(event);
    }
    return [...found.values()].map(({ effect, tables }) => ({ ...effect, tables }));
  }

  /** Every column of an event's table that is not as it was; only the table itself where that is new. */
  effectsOf(event: string): ColumnEffect[] {
    const before = this.#before.columns(event);
    const after = this.#after.columns(event);
    if (before.size === 0) return after.size === 0 ? [] : [{ effect: 'table-added', tables: [event] }];
    const names = new Set([...before.keys(), ...after.keys()]);
    return [...names].flatMap((name) =>
      this.effectsOn(name, [event]).filter(({ effect }) => effect !== 'column-kept'),
    );
  }

  #effectIn(event: string, column: string): Omit<ColumnEffect, 'tables'> | undefined {
    const was = this.#before.columns(event).get(column);
    const type = this.#after.columns(event).get(column);
    if (type === undefined)
      return was === undefined ? undefined : { effect: 'column-gone', column, type: was };
    if (was === undefined) return { effect: 'column-added', column, type };
    if (sameColumnType(was, type)) return { effect: 'column-kept', column, type };
    return { effect: isGrown(was, type) ? 'struct-grown' : 'type-changed', column, type, before: was };
  }
}

class TablesOf {
  readonly #catalog: Catalog;
  readonly #known = new Map<string, Columns>();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  columns(name: string): Columns {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const event: Event | undefined = this.#catalog.events.get(name);
    const columns =
      event === undefined || event.card.status === 'draft'
        ? noColumns
        : new Map(tableColumns(this.#catalog, event).map((column) => [column.name, column.type]));
    this.#known.set(name, columns);
    return columns;
  }
}

/** Whether a type holds all that another held, and more properties. */
function isGrown(before: ColumnType, now: ColumnType): boolean {
  if (before.kind === 'list' && now.kind === 'list') return isGrown(before.items, now.items);
  if (before.kind !== 'struct' || now.kind !== 'struct') return false;
  return before.properties.every((property) => {
    const same = now.properties.find(({ name }) => name === property.name);
    return (
      same !== undefined && (sameColumnType(property.type, same.type) || isGrown(property.type, same.type))
    );
  });
}
