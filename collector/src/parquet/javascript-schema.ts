import type { LibraryField } from 'parquetjs-lite';
import thrift from 'parquetjs-lite/gen-nodejs/parquet_types.js';
import libraryTypes from 'parquetjs-lite/lib/types.js';
import type { ColumnType } from '@eventbook/shared/warehouse/column-type';
import type { Column } from '@eventbook/shared/warehouse/columns';

/**
 * A table's columns as parquetjs-lite wants them, and as they stand in the footer. The footer is written by us
 * (javascript-footer.ts), because the library's own knows neither decimals nor times that are not meant in UTC zones:
 * with it a file has the same types as DuckDB's.
 */

/** A 64-bit integer; the library's own goes through a double and is wrong from 2^53 on. */
const exactInteger = 'EXACT_INT64';
libraryTypes.PARQUET_LOGICAL_TYPES[exactInteger] = {
  primitiveType: 'INT64',
  originalType: exactInteger,
  toPrimitive: (value) => value,
};

/** Every decimal has 16 bytes: enough for the 38 digits that there can be. */
export const decimalBytes = 16;

const { LogicalType, StringType, ListType, DateType, DecimalType, TimestampType, TimeUnit, MicroSeconds } =
  thrift;

/** Numbers of parquet.thrift. */
const physical = { boolean: 0, int32: 1, int64: 2, double: 5, bytes: 6, fixed: 7 } as const;
const repetition = { required: 0, optional: 1, repeated: 2 } as const;
const convertedType = { text: 0, list: 3, decimal: 5, date: 6, microseconds: 10 } as const;

export function libraryFields(columns: readonly Column[]): Record<string, LibraryField> {
  return Object.fromEntries(columns.map(({ name, type }) => [name, libraryField(type)]));
}

function libraryField(type: ColumnType): LibraryField {
  // Its statistics compare text by UTF-16 units, so that engines would pass over rows that match.
  const common = { optional: true, statistics: false, compression: 'GZIP' } as const;
  switch (type.kind) {
    case 'varchar':
      return { ...common, type: 'UTF8' };
    case 'bigint':
    case 'timestamp':
      return { ...common, type: exactInteger };
    case 'decimal':
      return { ...common, type: 'FIXED_LEN_BYTE_ARRAY', typeLength: decimalBytes };
    case 'double':
      return { ...common, type: 'DOUBLE' };
    case 'boolean':
      return { ...common, type: 'BOOLEAN' };
    case 'date':
      return { ...common, type: 'INT32' };
    case 'list':
      return {
        optional: true,
        fields: { list: { repeated: true, fields: { element: libraryField(type.items) } } },
      };
    case 'struct': {
      const fields = type.properties.map(({ name, type: below }) => [name, libraryField(below)]);
      return { optional: true, fields: Object.fromEntries(fields) as Record<string, LibraryField> };
    }
  }
}

/** The footer's schema: the root, then every column with what is beneath it. */
export function schemaElements(columns: readonly Column[]): object[] {
  const root = { name: 'schema', repetition_type: repetition.required, num_children: columns.length };
  return [root, ...columns.flatMap(({ name, type }) => elementsOf(name, type))].map(
    (element) => new thrift.SchemaElement(element),
  );
}

type Element = Readonly<Record<string, unknown>>;

function elementsOf(name: string, type: ColumnType): Element[] {
  const optional = { name, repetition_type: repetition.optional };
  if (type.kind === 'struct') {
    const { properties } = type;
    const below = properties.flatMap((property) => elementsOf(property.name, property.type));
    return [{ ...optional, num_children: properties.length }, ...below];
  }
  if (type.kind === 'list') {
    const logicalType = new LogicalType({ LIST: new ListType() });
    return [
      { ...optional, num_children: 1, converted_type: convertedType.list, logicalType },
      { name: 'list', repetition_type: repetition.repeated, num_children: 1 },
      ...elementsOf('element', type.items),
    ];
  }
  return [{ ...optional, ...valueElement(type) }];
}

function valueElement(type: Exclude<ColumnType, { readonly kind: 'list' | 'struct' }>): Element {
  switch (type.kind) {
    case 'varchar': {
      const logicalType = new LogicalType({ STRING: new StringType() });
      return { type: physical.bytes, converted_type: convertedType.text, logicalType };
    }
    case 'bigint':
      return { type: physical.int64 };
    case 'timestamp': {
      const unit = new TimeUnit({ MICROS: new MicroSeconds() });
      const logicalType = new LogicalType({
        TIMESTAMP: new TimestampType({ isAdjustedToUTC: false, unit }),
      });
      return { type: physical.int64, converted_type: convertedType.microseconds, logicalType };
    }
    case 'decimal': {
      const { precision, scale } = type;
      const logicalType = new LogicalType({ DECIMAL: new DecimalType({ precision, scale }) });
      const width = { type_length: decimalBytes, precision, scale };
      return { type: physical.fixed, converted_type: convertedType.decimal, ...width, logicalType };
    }
    case 'double':
      return { type: physical.double };
    case 'boolean':
      return { type: physical.boolean };
    case 'date': {
      const logicalType = new LogicalType({ DATE: new DateType() });
      return { type: physical.int32, converted_type: convertedType.date, logicalType };
    }
  }
}
