/**
 * A folder of published snapshots, as a disk or a web server keeps it:
 *
 *     content/<id>.json              content, never changed: its name is its hash
 *     statements/<sequence>.ndjson   statement and signature, a line each
 *     latest                         the same two lines, of the highest sequence
 *
 * Written in this order, each file in one step. So whoever reads `latest` finds everything that it names, and
 * a publisher that stops half-way is mended by the next.
 */
export const latestFile = 'latest';
export const statementsFolder = 'statements';
export const contentFolder = 'content';

/** What ends so is one snapshot in one file (see snapshot/bundle.ts), also at the end of a URL. */
export const bundleExtension = '.snapshot';

export function contentFile(id: string): string {
  return `${contentFolder}/${id}.json`;
}

export function statementFile(sequence: number): string {
  return `${statementsFolder}/${sequence}.ndjson`;
}

/** The sequence in a name inside the statements' folder; undefined for what is none. */
export function sequenceInName(name: string): number | undefined {
  const digits = /^(0|[1-9][0-9]{0,14})\.ndjson$/u.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The two lines of a statement are never longer. */
export const largestHead = 16 * 1024;
