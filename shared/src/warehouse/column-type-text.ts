import type { ColumnType } from './column-type.js';

/** A column's type as people and most warehouses write it: `DECIMAL(18,2)`, `STRUCT(id VARCHAR, tags VARCHAR[])`. */
export function columnTypeText(type: ColumnType): string {
  if (type.kind === 'decimal') return `DECIMAL(${type.precision},${type.scale})`;
  if (type.kind === 'list') return `${columnTypeText(type.items)}[]`;
  if (type.kind !== 'struct') return type.kind.toUpperCase();
  const inner = type.properties.map((property) => `${property.name} ${columnTypeText(property.type)}`);
  return `STRUCT(${inner.join(', ')})`;
}
