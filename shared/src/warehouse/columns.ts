import type { Catalog, Event, FieldDeclaration } from '../catalog/model.js';
import { declarationOf, type Holder } from '../catalog/resolve.js';
import { type ColumnType, columnTypeOf, jsonText, sameColumnType } from './column-type.js';

/** One column of a table, and where in the stored event (shared/src/event/stored-event.ts) its value stands. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Keys from the stored event's root: `['_received_at']`, `['fields', 'price']`. */
  readonly path: readonly string[];
}

const text: ColumnType = { kind: 'varchar', wire: 'string' };
const whole: ColumnType = { kind: 'bigint', wire: 'number' };
const time: ColumnType = { kind: 'timestamp' };
const violations: ColumnType = {
  kind: 'list',
  items: {
    kind: 'struct',
    properties: [
      { name: 'code', type: text },
      { name: 'pointer', type: text },
      { name: 'message', type: text },
    ],
  },
};

/** What every row has, before the fields: what the collector knows, and the envelope's own keys. */
const commonColumns: readonly Column[] = [
  { name: '_event_id', type: text, path: ['event_id'] },
  { name: '_event_time', type: time, path: ['event_time'] },
  { name: '_client_time', type: time, path: ['client_time'] },
  { name: '_event_version', type: whole, path: ['version'] },
  { name: '_environment_version', type: whole, path: ['environment_version'] },
  { name: '_langpack', type: text, path: ['langpack'] },
  { name: '_sequence', type: whole, path: ['sequence'] },
  { name: '_sample_rate', type: { kind: 'double' }, path: ['sample_rate'] },
  { name: '_received_at', type: time, path: ['_received_at'] },
  { name: '_environment', type: text, path: ['_environment'] },
  { name: '_source', type: text, path: ['_source'] },
  { name: '_snapshot', type: text, path: ['_snapshot'] },
  { name: '_collector', type: text, path: ['_collector'] },
  { name: '_position', type: text, path: ['_position'] },
  { name: '_outcome', type: text, path: ['_outcome'] },
  { name: '_violations', type: violations, path: ['_violations'] },
  { name: '_raw', type: text, path: ['_raw'] },
  { name: '_extra', type: text, path: ['_extra'] },
];

/** The columns of the quarantine: no fields, because what stands there did not fit any. */
export function quarantineColumns(): Column[] {
  return [
    { name: '_event', type: text, path: ['event'] },
    ...commonColumns,
    { name: '_raw_base64', type: text, path: ['_raw_base64'] },
  ];
}

/**
 * The columns of an event's table: the `_` columns, then the fields of all its versions in the order in
 * which they came, then those of every environment ever on its card, by the environments' names.
 * A name that two holders declare with different types is kept as JSON text, so that no row is lost.
 */
export function tableColumns(catalog: Catalog, event: Event): Column[] {
  const types = new Map<string, FieldType>();
  addFields(types, catalog, event);
  for (const name of Object.keys(event.card.environments).sort()) {
    const environment = catalog.environments.get(name);
    if (environment !== undefined) addFields(types, catalog, environment);
  }
  const fields = [...types].map(([name, { type }]): Column => ({ name, type, path: ['fields', name] }));
  return [...commonColumns, ...fields];
}

interface FieldType {
  readonly type: ColumnType;
  /** What it was made from: versions repeat their fields, and one declaration has one type. */
  readonly declaration: FieldDeclaration;
}

function addFields(types: Map<string, FieldType>, catalog: Catalog, holder: Holder): void {
  const contracts = [...holder.contracts.values()].sort((one, other) => one.version - other.version);
  for (const contract of contracts) {
    for (const name of Object.keys(contract.fields)) {
      const declaration = declarationOf(catalog, holder, name);
      const known = types.get(name);
      if (declaration === undefined || known?.declaration === declaration) continue;
      const type = columnTypeOf(declaration);
      if (known === undefined) types.set(name, { type, declaration });
      else if (!sameColumnType(known.type, type)) types.set(name, { type: jsonText, declaration });
    }
  }
}
