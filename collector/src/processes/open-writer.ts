import type { Hour } from '@eventbook/shared/warehouse/hour';
import { dataDirectoryLayout } from '../data-directory/layout.js';
import { HourWriter } from '../hours/hour-writer.js';
import { isRelayed, type ServerConfiguration } from '../config/configuration.js';
import { isKept } from '../relay/kept-hours.js';
import type { Logger } from '../log/logger.js';

type WriterSettings = Pick<
  ServerConfiguration,
  | 'data'
  | 'warehouse'
  | 'retention_hours'
  | 'retention_bytes'
  | 'journal_compression'
  | 'dedupe_hours'
  | 'parquet_engine'
  | 'duckdb_memory_mb'
  | 'duckdb_threads'
  | 'nsqd'
  | 'nsqlookupd'
>;

/** The hour writer as the configuration wants it. The caller holds the data directory's lock. */
export function openWriter(configuration: WriterSettings, name: string, log: Logger): Promise<HourWriter> {
  const { relay } = dataDirectoryLayout(configuration.data);
  return HourWriter.open({
    dataDirectory: configuration.data,
    warehouseDirectory: configuration.warehouse ?? dataDirectoryLayout(configuration.data).warehouse,
    writer: name,
    retentionHours: configuration.retention_hours,
    retentionBytes: configuration.retention_bytes,
    compressJournals: configuration.journal_compression === 'gzip',
    dedupeHours: configuration.dedupe_hours,
    parquetEngine: configuration.parquet_engine,
    duckdbMemoryBytes: configuration.duckdb_memory_mb * 1024 * 1024,
    duckdbThreads: configuration.duckdb_threads,
    ...(isRelayed(configuration) ? { isKeptElsewhere: (hour: Hour) => isKept(relay, hour) } : {}),
    log,
  });
}
