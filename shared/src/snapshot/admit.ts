import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Catalog } from '../catalog/model.js';
import { AppError } from '../errors/app-error.js';
import { firstSchemaError } from '../event/first-schema-error.js';
import type { Bundle } from './bundle.js';
import { contentId } from './content.js';
import { firstBrokenContract } from './broken-contract.js';
import { parseContent } from './parse-content.js';
import { statementSchema } from './schemas.js';
import { verifyStatement } from './signature.js';
import type { SnapshotStatement } from './statement.js';
import { decodeUtf8 } from './utf8.js';

/** A snapshot that may be judged by. */
export interface Snapshot {
  readonly statement: SnapshotStatement;
  readonly catalog: Catalog;
  readonly contentText: string;
  /** The two lines as they came, to be kept beside the content. */
  readonly statementText: string;
  readonly signatureText: string | null;
}

export interface AdmitOptions {
  /** Where there are any, what they did not sign is refused. */
  readonly trustedKeys: readonly string[];
  readonly current: Snapshot | undefined;
  /** For a folder under development: any change swaps, whatever the sequence and the contracts. */
  readonly anyChange?: boolean;
}

/**
 * Takes a candidate for the current snapshot. Nothing of it is parsed before its signature and hash hold.
 * Answers `current` itself where there is nothing new, and with the same catalog object where only the
 * statement is newer. Throws snapshot_unsigned, snapshot_forged, snapshot_malformed, snapshot_older,
 * snapshot_conflict or snapshot_breaks_contract, and then nothing has changed.
 */
export function admitSnapshot(candidate: Bundle, options: AdmitOptions): Snapshot {
  const { current } = options;
  checkSignature(candidate, options.trustedKeys);
  const statement = readStatement(candidate.statementText);
  if (contentId(candidate.content) !== statement.id) {
    throw refused('snapshot_forged', 'Its content is cut short or was changed: the hash is another.');
  }
  const { statementText, signatureText } = candidate;
  if (current?.statement.id === statement.id) {
    if (statement.sequence <= current.statement.sequence) return current;
    return { ...current, statement, statementText, signatureText };
  }
  if (current !== undefined && options.anyChange !== true) checkOrder(statement, current.statement);
  const contentText = decodeUtf8(candidate.content);
  if (contentText === undefined) throw refused('snapshot_malformed', 'Its content is no text.');
  const catalog = parseContent(contentText);
  if (current !== undefined && options.anyChange !== true) checkContracts(catalog, current.catalog);
  return { statement, catalog, contentText, statementText, signatureText };
}

/** The exact text that is signed. */
export function writeStatement(statement: SnapshotStatement): string {
  const { id, sequence, commit, committed_at, signed_at } = statement;
  return JSON.stringify({ id, sequence, commit, committed_at, signed_at });
}

/** Throws snapshot_malformed. */
export function readStatement(text: string): SnapshotStatement {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError('user', 'snapshot_malformed', "The snapshot's statement is not JSON.", { cause });
  }
  const error = firstSchemaError(statementSchema, value);
  if (error !== undefined) throw refused('snapshot_malformed', `In its statement ${error}.`);
  return value as SnapshotStatement;
}

/** The bundle of content that was just built, unsigned. */
export function bundleOf(contentText: string, statement: SnapshotStatement): Bundle {
  return { statementText: writeStatement(statement), signatureText: null, content: utf8ToBytes(contentText) };
}

function checkSignature(candidate: Bundle, trustedKeys: readonly string[]): void {
  if (trustedKeys.length === 0) return;
  if (candidate.signatureText === null) {
    throw refused('snapshot_unsigned', 'Keys are configured, and it carries no signature.');
  }
  switch (verifyStatement(candidate.statementText, candidate.signatureText, trustedKeys)) {
    case 'valid':
      return;
    case 'unknown_key':
      throw refused('snapshot_forged', 'It is signed with a key that is not among the trusted ones.');
    case 'invalid':
      throw refused('snapshot_forged', 'Its signature does not hold.');
  }
}

function checkOrder(candidate: SnapshotStatement, current: SnapshotStatement): void {
  const data = { sequence: candidate.sequence, current: current.sequence };
  if (candidate.sequence < current.sequence) {
    throw refused(
      'snapshot_older',
      `Its sequence is ${data.sequence}, the current one is ${data.current}.`,
      data,
    );
  }
  if (candidate.sequence === current.sequence) {
    throw refused(
      'snapshot_conflict',
      `It has the current sequence, ${data.sequence}, and other content.`,
      data,
    );
  }
}

function checkContracts(candidate: Catalog, current: Catalog): void {
  const broken = firstBrokenContract(candidate, current);
  if (broken === undefined) return;
  throw refused(
    'snapshot_breaks_contract',
    `Events were already judged by ${broken}, and there it is not the same.`,
    {
      contract: broken,
    },
  );
}

function refused(
  code: AppError['code'],
  message: string,
  data: Readonly<Record<string, unknown>> = {},
): AppError {
  const kind = code === 'snapshot_older' || code === 'snapshot_conflict' ? 'conflict' : 'user';
  return new AppError(kind, code, `The snapshot is refused. ${message}`, { data });
}
