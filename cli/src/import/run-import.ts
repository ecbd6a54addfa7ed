import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkCatalog } from '@eventbook/shared/check/check';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { ForeignBook } from '@eventbook/shared/import/foreign';
import { planImport } from '@eventbook/shared/import/plan-import';
import { isWhole } from '@eventbook/shared/import/report/import-report';
import { importMarkdown } from '@eventbook/shared/import/report/markdown';
import { writeFileAtomically } from '@eventbook/shared/node/atomic-write';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { writeAll } from '@eventbook/shared/node/write-all';
import type { Invocation } from '../command.js';
import { catalogDirectory, textOption } from '../options.js';
import { importReport } from '../printers/import-report.js';
import { refuseErrors } from '@eventbook/shared/check/refuse-errors';
import { catalogName, planOptions } from './import-options.js';

/**
 * Reads, plans, tells and, unless it is not to, writes. Nothing is written where anything is in the way, unless the user said
 * to keep going. Throws not_a_catalog, catalog_has_errors, file_unreadable.
 * @returns the exit code: 1 where anything was in the way
 */
export async function runImport(
  invocation: Invocation,
  source: string,
  read: () => Promise<ForeignBook>,
): Promise<0 | 1> {
  const { context, options, printer } = invocation;
  const directory = catalogDirectory(context, textOption(invocation, 'catalog'));
  // Whatever is wrong with the command line or the catalog is told before a long file is read.
  const plan = planOptions(invocation);
  const files = await catalogFiles(directory);
  const request = { source, book: await read(), files, name: catalogName(directory), options: plan };
  const { files: planned, report } = planImport(request);
  const whole = isWhole(report);
  const writes = options['dryRun'] !== true && (whole || options['keepGoing'] === true);
  if (writes && planned.size > 0) await writeAll(directory, planned);
  const file = textOption(invocation, 'report');
  if (file !== undefined) await writeReport(resolve(context.cwd, file), importMarkdown(report));
  printer.report(importReport(report, { directory, writes, isDryRun: options['dryRun'] === true }));
  return whole ? 0 : 1;
}

/** The files of a sound catalog; none where a new one is to be made. */
async function catalogFiles(directory: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(directory).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new AppError('user', 'file_unreadable', `${directory} is no folder that can be used.`, { cause });
  });
  if (entries.every((name) => name === '.git')) return new Map();
  const { files, findings: reading } = await readCatalogFolder(directory);
  refuseErrors(checkCatalog(files, { reading }).findings);
  return files;
}

async function writeReport(path: string, text: string): Promise<void> {
  try {
    await writeFileAtomically(path, text);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('user', 'file_unreadable', `The report could not be written to ${path}: ${why}.`, {
      cause,
    });
  }
}
