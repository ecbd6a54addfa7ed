import { DuckDBInstance } from '@duckdb/node-api';
import { filesOf, listed, readManifests } from '../support/warehouse.js';

export interface RowComparison {
  readonly sent: number;
  readonly expected: number;
  /** Rows, as JSON, that were sent and not expected, or the other way round. */
  readonly differing: readonly string[];
}

/** Columns of the collector's own, and those of the envelope that differ from sending to sending. */
const own = /^_(?!event_version$|environment_version$)/u;

/**
 * Compares what a language's langpack of an environment has sent with what was sent by hand, under the langpack
 * `expected-of-<language>`: every column of every table that says what was set.
 */
export async function compareRows(
  warehouse: string,
  environment: string,
  language: string,
): Promise<RowComparison> {
  const { tables } = filesOf(warehouse, await readManifests(warehouse));
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const ask = async (sql: string) => (await connection.runAndReadAll(sql)).getRows();
  let sent = 0;
  let expected = 0;
  const differing: string[] = [];
  for (const files of tables.values()) {
    await ask(
      `CREATE OR REPLACE VIEW rows AS SELECT * FROM read_parquet([${listed(files)}], union_by_name = true, hive_partitioning = false)`,
    );
    const names = (await ask('DESCRIBE rows')).map(([name]) => String(name));
    const columns = names.filter((name) => !own.test(name)).map((name) => `"${name}"`);
    const of = (langpack: string): string =>
      `FROM rows WHERE _environment = '${environment}' AND _langpack LIKE '${langpack}/%'`;
    const mine = of(language);
    const wanted = of(`expected-of-${language}`);
    sent += Number((await ask(`SELECT count(*) ${mine}`))[0]?.[0]);
    expected += Number((await ask(`SELECT count(*) ${wanted}`))[0]?.[0]);
    for (const [one, other] of [
      [mine, wanted],
      [wanted, mine],
    ]) {
      const list = columns.join(', ');
      const rows = await ask(
        `SELECT to_json(row)::VARCHAR FROM (SELECT ${list} ${one} EXCEPT SELECT ${list} ${other}) AS row`,
      );
      differing.push(...rows.map(([row]) => String(row)));
    }
  }
  connection.closeSync();
  return { sent, expected, differing };
}
