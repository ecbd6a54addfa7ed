import type { FileHandle } from 'node:fs/promises';
import parquet from 'parquetjs-lite';
import thrift from 'parquetjs-lite/gen-nodejs/parquet_types.js';
import util from 'parquetjs-lite/lib/util.js';
import type { Column } from '@eventbook/shared/warehouse/columns';
import { libraryFields, schemaElements } from './javascript-schema.js';

const magic = 'PAR1';
/** The footer's length, and the magic. */
const trailerBytes = 4 + magic.length;

/** The library's writer of files, with a footer that tells the types as DuckDB tells them. */
export class TypedParquetFile extends parquet.ParquetEnvelopeWriter {
  readonly #columns: readonly Column[];

  constructor(columns: readonly Column[], write: (bytes: Buffer) => Promise<void>) {
    const schema = new parquet.ParquetSchema(libraryFields(columns));
    // Pages of the first version: every reader knows them.
    super(schema, write, () => Promise.resolve(), 0, { useDataPageV2: false, pageIndex: false });
    this.#columns = columns;
  }

  override writeFooter(): Promise<void> {
    const footer = util.serializeThrift(
      new thrift.FileMetaData({
        version: 1,
        schema: schemaElements(this.#columns),
        num_rows: this.rowCount,
        row_groups: this.rowGroups,
        created_by: 'eventbook (parquetjs-lite)',
      }),
    );
    const end = Buffer.alloc(trailerBytes);
    end.writeUInt32LE(footer.length);
    end.write(magic, 4, 'latin1');
    return this.writeSection(Buffer.concat([footer, end]));
  }
}

/** The rows that a file's footer tells; undefined where it has none. Reads any writer's. */
export async function rowsInFooter(file: FileHandle): Promise<number | undefined> {
  const { size } = await file.stat();
  const end = Buffer.alloc(trailerBytes);
  if (size < trailerBytes) return undefined;
  await file.read(end, 0, trailerBytes, size - trailerBytes);
  const length = end.readUInt32LE();
  if (end.toString('latin1', 4) !== magic || length > size - trailerBytes) return undefined;
  const footer = Buffer.alloc(length);
  await file.read(footer, 0, length, size - trailerBytes - length);
  const metadata = new thrift.FileMetaData();
  util.decodeThrift(metadata, footer);
  return 'num_rows' in metadata ? Number(metadata.num_rows) : undefined;
}
