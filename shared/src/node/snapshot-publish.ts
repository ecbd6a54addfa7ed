import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors/app-error.js';
import { readStatement } from '../snapshot/admit.js';
import { readBundleHead, writeBundleHead, type Bundle, type BundleHead } from '../snapshot/bundle.js';
import { contentId } from '../snapshot/content.js';
import type { SnapshotStatement } from '../snapshot/statement.js';
import { createFileAtomically, writeFileAtomically } from './atomic-write.js';
import {
  contentFile,
  contentFolder,
  latestFile,
  sequenceInName,
  statementFile,
  statementsFolder,
} from './snapshot-layout.js';

/**
 * What publishing did: `published` a new snapshot, `unchanged` because it was there, or `older`: kept, but a later
 * one has been published before it.
 */
export type PublishOutcome = 'published' | 'unchanged' | 'older';

/**
 * Publishes a snapshot into a folder (see snapshot-layout.ts). Idempotent; several may publish at once.
 * @throws AppError snapshot_conflict where the sequence was published with other content, file_unreadable
 */
export async function publishSnapshot(folder: string, bundle: Bundle): Promise<PublishOutcome> {
  const statement = readStatement(bundle.statementText);
  try {
    await mkdir(join(folder, contentFolder), { recursive: true });
    await mkdir(join(folder, statementsFolder), { recursive: true });
    const place = join(folder, statementFile(statement.sequence));
    const before = await knownHead(place);
    if (before !== undefined) refuseOther(before, statement, folder);
    await storeContent(join(folder, contentFile(statement.id)), bundle.content, statement.id);
    const isFirst = before === undefined && (await createFileAtomically(place, writeBundleHead(bundle)));
    // Another publisher may have been a moment earlier with the same sequence.
    const known = isFirst ? undefined : await knownHead(place);
    if (known !== undefined) refuseOther(known, statement, folder);
    // One that was published unsigned may be signed later; everything else stays as it is.
    const isSignedNow = known?.signatureText === null && bundle.signatureText !== null;
    if (isSignedNow) await writeFileAtomically(place, writeBundleHead(bundle));
    const wanted = isFirst || isSignedNow;
    const newest = await moveLatest(folder);
    if (!wanted) return 'unchanged';
    return newest === statement.sequence ? 'published' : 'older';
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('user', 'file_unreadable', `Nothing could be published into ${folder}.`, {
      hint: 'See that the folder may be written and that its disk has room.',
      data: { folder },
      cause,
    });
  }
}

function refuseOther(known: BundleHead, statement: SnapshotStatement, folder: string): void {
  const other = readStatement(known.statementText);
  if (other.id === statement.id) return;
  throw new AppError(
    'conflict',
    'snapshot_conflict',
    `${folder} has sequence ${statement.sequence} with other content (${other.id}).`,
    {
      hint: 'Two histories of the published branch have met, or another program built it. Nothing was changed.',
      data: { sequence: statement.sequence, published: other.id, refused: statement.id },
    },
  );
}

async function storeContent(path: string, content: Uint8Array, id: string): Promise<void> {
  const stored = await readFile(path).catch(() => undefined);
  if (stored !== undefined && contentId(stored) === id) return;
  await writeFileAtomically(path, content);
}

/**
 * Looks again after each step, until `latest` is the highest: whoever moved it last has seen every statement that
 * was there by then, so it never ends on a lower one, however many publish at once.
 */
async function moveLatest(folder: string): Promise<number> {
  const path = join(folder, latestFile);
  for (;;) {
    const names = await readdir(join(folder, statementsFolder));
    const highest = Math.max(...names.map((name) => sequenceInName(name) ?? -1));
    const wanted = await readFile(join(folder, statementFile(highest)), 'utf8');
    const current = await readFile(path, 'utf8').catch(() => undefined);
    if (current === wanted) return highest;
    await writeFileAtomically(path, wanted);
  }
}

async function knownHead(path: string): Promise<BundleHead | undefined> {
  const bytes = await readFile(path).catch(() => undefined);
  return bytes === undefined ? undefined : readBundleHead(bytes);
}
