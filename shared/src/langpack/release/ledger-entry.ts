import { languages, type Language } from '../../catalog/langpack-settings.js';
import { AppError } from '../../errors/app-error.js';
import { firstSchemaError } from '../../event/first-schema-error.js';
import { parseVersion } from './version.js';

/**
 * One release of one langpack, written down before anything of it is uploaded: from then on its number is taken, and what
 * it holds is settled. A file `<environment>/<language>/<version>.json` of the ledger; never changed once it is there.
 */
export interface LedgerEntry {
  readonly format: 1;
  readonly environment: string;
  readonly language: Language;
  /** `0.G.N`. */
  readonly version: string;
  /** The name under which the language's registries know it. */
  readonly package: string;
  /** Of the generated files without their provenance (`filesDigest`): what the next plan compares with. */
  readonly digest: string;
  /** Of all that the files follow from (`InputDigests`): while it stays, the next plan need not generate them. */
  readonly inputs?: string;
  /** Id of the snapshot that it was generated from. */
  readonly snapshot: string;
  readonly sequence: number;
  /** The catalog's commit: with it and the same Eventbook a release can be built again, byte for byte. */
  readonly commit: string;
  /** The version of Eventbook that generated it. */
  readonly eventbook: string;
  readonly artifacts: readonly ArtifactRecord[];
}

/** An archive that registries hand out. */
export interface ArtifactRecord {
  readonly file: string;
  readonly bytes: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
}

const hash = { type: 'string', pattern: '^[0-9a-f]{64}$' };

export const ledgerEntrySchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'One release of a langpack',
  type: 'object',
  additionalProperties: false,
  required: [
    'format',
    'environment',
    'language',
    'version',
    'package',
    'digest',
    'snapshot',
    'sequence',
    'commit',
    'eventbook',
    'artifacts',
  ],
  properties: {
    format: { const: 1 },
    environment: { type: 'string', pattern: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$' },
    language: { enum: [...languages] },
    version: { type: 'string', pattern: '^0\\.[1-9][0-9]*\\.[1-9][0-9]*$' },
    package: { type: 'string', minLength: 1, maxLength: 500 },
    digest: hash,
    inputs: hash,
    snapshot: hash,
    sequence: { type: 'integer', minimum: 0 },
    commit: { type: 'string', pattern: '^[0-9a-f]{40,64}$' },
    eventbook: { type: 'string', minLength: 1 },
    artifacts: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['file', 'bytes', 'sha256'],
        properties: {
          file: { type: 'string', pattern: '^[^/\\\\]+$' },
          bytes: { type: 'integer', minimum: 1 },
          sha256: hash,
        },
      },
    },
  },
};

export function entryPath({ environment, language, version }: LedgerEntry): string {
  return `${environment}/${language}/${version}.json`;
}

export function writeEntry(entry: LedgerEntry): string {
  return `${JSON.stringify(entry, null, 2)}\n`;
}

/** Throws ledger_malformed for what is no entry, or stands where another belongs. */
export function readEntry(path: string, text: string): LedgerEntry {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed(path, 'It is no JSON.', cause);
  }
  const problem = firstSchemaError(ledgerEntrySchema, value);
  if (problem !== undefined) throw malformed(path, `In it, ${problem}.`);
  const entry = value as LedgerEntry;
  if (parseVersion(entry.version) === undefined)
    throw malformed(path, `${entry.version} is no version 0.G.N.`);
  if (entryPath(entry) !== path) throw malformed(path, `It belongs to ${entryPath(entry)}.`);
  return entry;
}

function malformed(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('user', 'ledger_malformed', `The ledger's ${path} is no entry. ${reason}`, {
    hint: 'Somebody else than `langpack publish` wrote to the branch eventbook/ledger. Put back what stood there.',
    data: { path },
    cause,
  });
}
