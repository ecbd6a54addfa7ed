import { createHash } from 'node:crypto';
import type { PackageFiles } from '../../../langpack/generator.js';
import { AppError } from '../../../errors/app-error.js';
import type { Artifact } from './artifact.js';
import { tarballOf } from './tarball.js';
import { zipOf } from './zip.js';

/*
 * A Python langpack is generated as its source distribution lies on disk: `pyproject.toml`, `PKG-INFO` (core metadata, which
 * the wheel calls METADATA), README, the import package in a folder of its own, tests.
 */

/** The file names of distributions have underscores for everything else (PEP 427, PEP 625). */
export function distributionStem(name: string, version: string): string {
  return `${name.toLowerCase().replace(/[-_.]+/gu, '_')}-${version}`;
}

/** `<name>-<version>.tar.gz`, as PEP 625 wants it. */
export async function pythonSdist(name: string, version: string, files: PackageFiles): Promise<Artifact> {
  const stem = distributionStem(name, version);
  return { file: `${stem}.tar.gz`, bytes: await tarballOf(stem, files) };
}

/** A wheel for any Python 3 (PEP 427): the import package and its metadata. */
export function pythonWheel(name: string, version: string, files: PackageFiles): Artifact {
  const stem = distributionStem(name, version);
  const information = `${stem}.dist-info`;
  const wheel = new Map(importPackage(files));
  wheel.set(`${information}/METADATA`, metadataOf(name, files));
  wheel.set(
    `${information}/WHEEL`,
    'Wheel-Version: 1.0\nGenerator: eventbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  );
  const record = [...wheel].map(
    ([path, text]) => `${path},sha256=${recordHash(text)},${Buffer.byteLength(text)}`,
  );
  wheel.set(`${information}/RECORD`, `${[...record.sort(), `${information}/RECORD,,`].join('\n')}\n`);
  return { file: `${stem}-py3-none-any.whl`, bytes: zipOf(wheel) };
}

export function metadataOf(name: string, files: PackageFiles): string {
  const metadata = files.get('PKG-INFO');
  if (metadata === undefined) throw new AppError('bug', 'internal', `The langpack ${name} has no PKG-INFO.`);
  return metadata;
}

/** The folders at the top that can be imported, with all that is below them. */
function importPackage(files: PackageFiles): [string, string][] {
  const roots = [...files.keys()].filter((path) => /^[^/]+\/__init__\.py$/u.test(path));
  const folders = roots
    .map((path) => path.slice(0, path.indexOf('/') + 1))
    .filter((root) => root !== 'tests/');
  return [...files].filter(([path]) => folders.some((folder) => path.startsWith(folder)));
}

/** URL-safe base64 without padding, as RECORD has it (PEP 376). */
function recordHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
