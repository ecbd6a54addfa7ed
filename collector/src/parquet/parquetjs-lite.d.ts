/** What we use of parquetjs-lite, which brings no types. */
declare module 'parquetjs-lite' {
  /** How the library wants a column told: a type of its table, or fields beneath. */
  export interface LibraryField {
    readonly type?: string;
    readonly typeLength?: number;
    readonly optional?: boolean;
    readonly repeated?: boolean;
    readonly statistics?: false;
    readonly compression?: 'GZIP';
    readonly fields?: Readonly<Record<string, LibraryField>>;
  }
  interface ParquetSchema {
    readonly fields: object;
  }
  class ParquetEnvelopeWriter {
    constructor(
      schema: ParquetSchema,
      write: (bytes: Buffer) => Promise<void>,
      close: () => Promise<void>,
      offset: number,
      options: { readonly useDataPageV2: boolean; readonly pageIndex: false },
    );
    readonly rowCount: number;
    readonly rowGroups: readonly unknown[];
    writeSection(bytes: Buffer): Promise<void>;
    writeFooter(): Promise<void>;
  }
  interface ParquetWriter {
    setRowGroupSize(rows: number): void;
    /** It has to be awaited: rows appended at once are written several times. */
    appendRow(row: object): Promise<void>;
    close(): Promise<void>;
  }
  const library: {
    readonly ParquetSchema: new (fields: Readonly<Record<string, LibraryField>>) => ParquetSchema;
    readonly ParquetEnvelopeWriter: typeof ParquetEnvelopeWriter;
    readonly ParquetWriter: new (
      schema: ParquetSchema,
      envelope: ParquetEnvelopeWriter,
      options: { readonly rowGroupSize: number },
    ) => ParquetWriter;
  };
  export default library;
}

declare module 'parquetjs-lite/lib/types.js' {
  interface LogicalType {
    readonly primitiveType: string;
    readonly originalType: string;
    readonly toPrimitive: (value: never) => unknown;
  }
  const types: { readonly PARQUET_LOGICAL_TYPES: Record<string, LogicalType> };
  export default types;
}

declare module 'parquetjs-lite/lib/util.js' {
  const util: {
    readonly serializeThrift: (structure: object) => Buffer;
    readonly decodeThrift: (structure: object, bytes: Buffer) => number;
  };
  export default util;
}

/** Parquet's own structures (parquet.thrift); those without arguments are empty. */
declare module 'parquetjs-lite/gen-nodejs/parquet_types.js' {
  type Structure = new (values?: Readonly<Record<string, unknown>>) => object;
  const thrift: Readonly<
    Record<
      | 'SchemaElement'
      | 'FileMetaData'
      | 'LogicalType'
      | 'StringType'
      | 'ListType'
      | 'DateType'
      | 'DecimalType'
      | 'TimestampType'
      | 'TimeUnit'
      | 'MicroSeconds',
      Structure
    >
  >;
  export default thrift;
}
