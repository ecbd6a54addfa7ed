import type { DuckDBOptions } from './duckdb-engine.js';
import type { ParquetEngine } from './engine.js';

export const parquetEngines = ['duckdb', 'parquetjs-lite'] as const;
export type ParquetEngineName = (typeof parquetEngines)[number];

/** Loads the one that is asked for and nothing of the other: where no native module runs, DuckDB is not touched. */
export async function openParquetEngine(
  name: ParquetEngineName,
  options: DuckDBOptions,
): Promise<ParquetEngine> {
  if (name === 'duckdb') {
    const { DuckDBEngine } = await import('./duckdb-engine.js');
    return DuckDBEngine.open(options);
  }
  const { JavaScriptEngine } = await import('./javascript-engine.js');
  return new JavaScriptEngine();
}
