import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkCatalog } from '@eventbook/shared/check/check';
import type { Finding } from '@eventbook/shared/check/finding';
import { type CatalogEdit, type CatalogFiles, withEdit } from '@eventbook/shared/authoring/catalog-files';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { writeAll } from '@eventbook/shared/node/write-all';
import { publishedBase } from '../check/published-base.js';
import type { Invocation, Option } from '../command.js';
import { catalogDirectory, textOption } from '../options.js';
import { placeOf } from '../place-in-file.js';
import type { Paint } from '../printers/paint.js';
import type { PlacedFinding } from '../printers/check-report.js';
import { findingText } from '../printers/check-text.js';

export const catalogOption: Option = {
  flags: '--catalog <dir>',
  description: 'the catalog; the current folder unless named',
};

/** The files of the catalog that a command is to change. Throws not_a_catalog, file_not_found. */
export async function filesToEdit(invocation: Invocation): Promise<CatalogFiles> {
  return (await readCatalogFolder(directoryOf(invocation))).files;
}

/**
 * Checks what the catalog would be with an edit, writes it unless that is an error that was not there before, and tells.
 * @returns the exit code: 1 where nothing was written
 */
export async function runEdit(invocation: Invocation, edit: CatalogEdit): Promise<0 | 1> {
  const directory = directoryOf(invocation);
  const { files, findings: reading } = await readCatalogFolder(directory);
  const { catalog: base } = await publishedBase(directory, files, undefined);
  const edited = withEdit(files, edit);
  const before = new Set(checkCatalog(files, { reading, base }).findings.map(keyOf));
  const found = checkCatalog(edited, { reading, base })
    .findings.filter((finding) => !before.has(keyOf(finding)))
    .map((finding) => placed(finding, edited));
  const refused = found.some((finding) => finding.severity === 'error');
  if (!refused) await write(directory, edit);
  const paths = [...edit].map(([path, text]) => ({ path, gone: text === undefined })).sort(byPath);
  invocation.printer.report({
    data: {
      written: refused ? [] : paths.filter(({ gone }) => !gone).map(({ path }) => path),
      removed: refused ? [] : paths.filter(({ gone }) => gone).map(({ path }) => path),
      findings: found,
    },
    text: (paint) => resultText(paths, found, refused, paint),
  });
  return refused ? 1 : 0;
}

function placed(finding: Finding, files: CatalogFiles): PlacedFinding {
  const text = files.get(finding.file);
  const place = text === undefined || finding.pointer === '' ? undefined : placeOf(text, finding.pointer);
  return place === undefined ? finding : { ...finding, ...place };
}

function directoryOf(invocation: Invocation): string {
  return catalogDirectory(invocation.context, textOption(invocation, 'catalog'));
}

function keyOf({ rule, severity, file, pointer, message }: Finding): string {
  return JSON.stringify([rule, severity, file, pointer, message]);
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

/** What is new comes before what goes, so that at no moment anything is missing. */
async function write(directory: string, edit: CatalogEdit): Promise<void> {
  const texts = new Map(
    [...edit].flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])),
  );
  await writeAll(directory, texts);
  for (const [path, text] of edit) {
    if (text !== undefined) continue;
    await rm(join(directory, path), { force: true });
    // A folder that is empty now goes, too; one that holds something else stays.
    await rmdir(dirname(join(directory, path))).catch(() => undefined);
  }
}

function resultText(
  paths: readonly { readonly path: string; readonly gone: boolean }[],
  found: readonly PlacedFinding[],
  refused: boolean,
  paint: Paint,
): string {
  const findings = found
    .map((finding) => `${paint('underline', finding.file)}\n${findingText(finding, paint)}`)
    .join('');
  if (refused) {
    return `${findings}\n${paint('red', 'Nothing was written')}: the catalog would have these errors.\n`;
  }
  const list = paths
    .map(({ path, gone }) => `${gone ? paint('red', 'Removed') : paint('green', 'Wrote')} ${path}\n`)
    .join('');
  return findings === '' ? list : `${list}\n${findings}`;
}
