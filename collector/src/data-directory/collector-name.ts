import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { AppError } from '@eventbook/shared/errors/app-error';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { dataDirectoryLayout } from './layout.js';

const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const longestName = 60;

/**
 * The name of the collector that owns a data directory: made at the first start, or as wanted, and kept from then on,
 * because manifests of hours that are not closed yet stand under it. Called by the holder of the directory's lock.
 * @throws AppError configuration_invalid where another name is wanted than the kept one, or one that is no name
 */
export async function collectorName(directory: string, wanted?: string): Promise<string> {
  if (wanted !== undefined && !isName(wanted)) {
    throw new AppError(
      'user',
      'configuration_invalid',
      `${JSON.stringify(wanted)} cannot be a collector's name.`,
      {
        hint: `Use lower-case letters, digits and single hyphens, ${longestName} characters at most.`,
      },
    );
  }
  const path = dataDirectoryLayout(directory).collectorFile;
  const kept = await readName(path);
  if (kept === undefined) {
    const name = wanted ?? makeName();
    await writeFileAtomically(path, `${JSON.stringify({ name }, null, 2)}\n`);
    return name;
  }
  if (wanted !== undefined && wanted !== kept) {
    throw new AppError(
      'user',
      'configuration_invalid',
      `${directory} belongs to the collector ${kept}, not ${wanted}.`,
      {
        hint: `Leave the name out, say ${kept}, or use another data directory.`,
        data: { file: path, name: kept },
      },
    );
  }
  return kept;
}

function isName(text: unknown): text is string {
  return typeof text === 'string' && text.length <= longestName && namePattern.test(text);
}

/** The host's name for people, something random because containers like to share theirs. */
function makeName(): string {
  const host = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return `${host === '' ? 'collector' : host}-${randomBytes(3).toString('hex')}`;
}

async function readName(path: string): Promise<string | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const name = nameIn(text);
  if (name !== undefined) return name;
  throw new AppError('user', 'configuration_invalid', `${path} does not hold a collector's name.`, {
    hint: 'It should read {"name": "…"}. Put back the name under which the warehouse has this collector\'s manifests.',
    data: { file: path },
  });
}

function nameIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
    return isName(name) ? name : undefined;
  } catch {
    return undefined;
  }
}
