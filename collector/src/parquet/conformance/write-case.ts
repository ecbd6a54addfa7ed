import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ParquetEngine, ParquetResult } from '../engine.js';
import { openParquetEngine, type ParquetEngineName } from '../open-engine.js';
import type { ConformanceCase } from './cases.js';

/** An engine at work in a folder of its own under the system's temporary one. */
export class EngineUnderTest {
  readonly engine: ParquetEngine;
  readonly folder: string;

  private constructor(engine: ParquetEngine, folder: string) {
    this.engine = engine;
    this.folder = folder;
  }

  static async open(name: ParquetEngineName): Promise<EngineUnderTest> {
    const folder = await mkdtemp(join(tmpdir(), 'eventbook-parquet-'));
    const temporaryDirectory = join(folder, 'duckdb');
    const engine = await openParquetEngine(name, { memoryBytes: 2 ** 29, threads: 2, temporaryDirectory });
    return new EngineUnderTest(engine, folder);
  }

  /** Where a file of this name is written. */
  path(name: string): string {
    return join(this.folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.parquet`);
  }

  /** Stages the lines and has them written; throws where an engine says that they do not fit. */
  async write(written: Omit<ConformanceCase, 'rows'>): Promise<string> {
    const texts = written.lines.map((line) => JSON.stringify(line));
    const result = await this.writeTexts(written, texts);
    if (!result.fits) throw new Error(result.reason);
    return this.path(written.name);
  }

  async writeTexts(
    { name, columns, origins }: Pick<ConformanceCase, 'name' | 'columns' | 'origins'>,
    texts: readonly string[],
  ): Promise<ParquetResult> {
    const source = join(this.folder, 'lines.ndjson');
    await writeFile(source, texts.map((line) => `${line}\n`).join(''));
    return this.engine.write({
      columns,
      source,
      ...(origins === undefined ? {} : { origins }),
      rows: texts.length,
      longestLine: texts.reduce((longest, line) => Math.max(longest, Buffer.byteLength(line)), 0),
      target: this.path(name),
    });
  }

  async close(): Promise<void> {
    this.engine.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
