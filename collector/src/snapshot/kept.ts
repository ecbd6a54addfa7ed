import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { readStatement, type Snapshot } from '@eventbook/shared/snapshot/admit';
import { readBundleHead, writeBundleHead, type Bundle } from '@eventbook/shared/snapshot/bundle';
import { makeDurableFolder } from '../data-directory/durable-folder.js';
import type { StoredSnapshot } from '../processes/messages.js';

/**
 * The snapshots that a data directory keeps, so that any hour can be written again and a start needs no host:
 *
 *     <id>.json             content, exact bytes
 *     <id>.statement.json   its statement
 *     current               statement and signature of the last good one
 */
export async function keepContent(directory: string, snapshot: Snapshot): Promise<StoredSnapshot> {
  await makeDurableFolder(directory);
  const { statement, statementText, contentText } = snapshot;
  const path = join(directory, `${statement.id}.json`);
  if (!(await exists(path))) await writeFileAtomically(path, contentText);
  await writeFileAtomically(join(directory, `${statement.id}.statement.json`), `${statementText}\n`);
  return { path, statement };
}

/** Remembers which of them is the last good one. */
export async function keepAsCurrent(directory: string, snapshot: Snapshot): Promise<void> {
  const { statementText, signatureText } = snapshot;
  await writeFileAtomically(join(directory, 'current'), writeBundleHead({ statementText, signatureText }));
}

/** The last good snapshot as it was kept, unverified; undefined where there is none. Throws snapshot_malformed. */
export async function readKept(directory: string): Promise<Bundle | undefined> {
  const path = join(directory, 'current');
  if (!(await exists(path))) return undefined;
  const head = readBundleHead(await readFile(path));
  const { id } = readStatement(head.statementText);
  return { ...head, content: await readFile(join(directory, `${id}.json`)) };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
