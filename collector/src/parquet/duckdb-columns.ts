import type { ColumnType } from '@eventbook/shared/warehouse/column-type';
import { type LineOrigin, originColumnOf, originKey, type ParquetJob } from './engine.js';
import { identifier, literal } from './quote-sql.js';

/** What has to be read of a stored event: a type at its end, or an object with more beneath. */
type ReadTree = Map<string, ReadTree | ColumnType>;

/** `{"event_id": 'VARCHAR', "fields": 'STRUCT("price" DOUBLE, …)'}`: what read_ndjson is told to find in a line. */
export function readColumns({ columns, origins }: Pick<ParquetJob, 'columns' | 'origins'>): string {
  const tree: ReadTree = new Map();
  for (const column of columns) {
    if (originColumnOf(column, origins) === undefined) plant(tree, column.path, column.type);
    else tree.set(originKey, { kind: 'bigint', wire: 'number' });
  }
  const entries = [...tree].map(([key, node]) => `${identifier(key)}: ${literal(readNode(node))}`);
  return `{${entries.join(', ')}}`;
}

/** `make_timestamp(line."_received_at") AS "_received_at", …`: a table's columns made from what was read. */
export function selectColumns({ columns, origins }: Pick<ParquetJob, 'columns' | 'origins'>): string {
  return columns
    .map((column) => {
      const { name, type, path } = column;
      const key = originColumnOf(column, origins);
      const value = `line.${path.map(identifier).join('.')}`;
      const made = key === undefined ? converted(value, type, 0) : originValue(key, origins ?? []);
      return `${made} AS ${identifier(name)}`;
    })
    .join(', ');
}

/** A list of constants and the line's place in it. A place beyond the list, or none, is NULL. */
function originValue(key: keyof LineOrigin, origins: readonly LineOrigin[]): string {
  const values = origins.map((origin) => literal(origin[key]));
  return `(CAST([${values.join(', ')}] AS VARCHAR[]))[line.${identifier(originKey)} + 1]`;
}

function plant(tree: ReadTree, path: readonly string[], type: ColumnType): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    tree.set(key, type);
    return;
  }
  let below = tree.get(key);
  if (!(below instanceof Map)) {
    below = new Map();
    tree.set(key, below);
  }
  plant(below, rest, type);
}

function readNode(node: ReadTree | ColumnType): string {
  if (!(node instanceof Map)) return readType(node);
  return `STRUCT(${[...node].map(([key, below]) => `${identifier(key)} ${readNode(below)}`).join(', ')})`;
}

/** The type as which a value is read from JSON. */
function readType(type: ColumnType): string {
  switch (type.kind) {
    case 'varchar':
      return type.wire === 'json' ? 'JSON' : 'VARCHAR';
    case 'bigint':
    case 'timestamp':
      return 'BIGINT';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'double':
      return 'DOUBLE';
    case 'boolean':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'list':
      return `${readType(type.items)}[]`;
    case 'struct':
      return `STRUCT(${type.properties.map(({ name, type: below }) => `${identifier(name)} ${readType(below)}`).join(', ')})`;
  }
}

/** Whether what is read is not yet what is kept. */
function differs(type: ColumnType): boolean {
  if (type.kind === 'list') return differs(type.items);
  if (type.kind === 'struct') return type.properties.some((property) => differs(property.type));
  return type.kind === 'timestamp' || (type.kind === 'varchar' && type.wire === 'json');
}

function converted(value: string, type: ColumnType, depth: number): string {
  if (!differs(type)) return value;
  if (type.kind === 'timestamp') return `make_timestamp(${value})`;
  if (type.kind === 'list') {
    const item = `item${depth}`;
    return `list_transform(${value}, lambda ${item}: ${converted(item, type.items, depth + 1)})`;
  }
  if (type.kind === 'struct') {
    const properties = type.properties.map(({ name, type: below }) => {
      return `${identifier(name)} := ${converted(`${value}.${identifier(name)}`, below, depth)}`;
    });
    return `CASE WHEN ${value} IS NULL THEN NULL ELSE struct_pack(${properties.join(', ')}) END`;
  }
  return `CAST(${value} AS VARCHAR)`;
}
