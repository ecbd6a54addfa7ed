import type { Catalog } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { checkCatalog } from '@eventbook/shared/check/check';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { readBaseFiles } from '@eventbook/shared/node/git/base-files';
import { findPublishedBase } from '@eventbook/shared/node/git/published-base';
import { findRepository, openRepository } from '@eventbook/shared/node/git/repository';
import type { Command } from '../command.js';
import { catalogDirectory, textOption } from '../options.js';
import { placeOf } from '../place-in-file.js';
import type { PlacedFinding } from '../printers/printer.js';

export const check: Command = {
  name: 'check',
  summary: 'Check a catalog by all rules',
  description:
    'Says what is wrong, where, and what to do about it. What is published may not be deleted or edited; it is read ' +
    'from git: the tip of the published branch (origin/main, else main), or on that branch itself the newest ' +
    'snapshot/<n> tag. Exits 1 if there is any error; warnings alone are clean.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [{ flags: '--base <ref>', description: 'the branch, tag or commit that counts as published' }],
  examples: [
    { line: 'eventbook check', purpose: 'check the catalog in this folder' },
    { line: 'eventbook check --base origin/main', purpose: 'in CI, for a pull request' },
    { line: 'eventbook check our-events --format json', purpose: 'findings for a program' },
  ],
  async run(invocation) {
    const directory = catalogDirectory(invocation.context, invocation.arguments[0]);
    const { files, findings: reading } = await readCatalogFolder(directory);
    const { settings } = parseCatalog(files).catalog;
    const published = await publishedCatalog(
      directory,
      files,
      settings.published_branch ?? 'main',
      textOption(invocation, 'base'),
    );
    const { findings, waived } = checkCatalog(files, {
      reading,
      ...(published.catalog === undefined ? {} : { base: published.catalog }),
    });
    invocation.printer.findings({
      findings: findings.map((finding) => placed(finding, files)),
      base: published.description,
      files: files.size,
      waived: waived.length,
    });
    return findings.some((finding) => finding.severity === 'error') ? 1 : 0;
  },
};

interface Published {
  readonly catalog?: Catalog;
  readonly description: string;
}

async function publishedCatalog(
  directory: string,
  files: ReadonlyMap<string, string>,
  branch: string,
  base: string | undefined,
): Promise<Published> {
  const repository = base === undefined ? await findRepository(directory) : await openRepository(directory);
  if (repository === undefined) {
    return {
      description: 'compared with nothing: this is no git repository, so nothing counts as published',
    };
  }
  const found = await findPublishedBase(repository, branch, base);
  if (found.kind === 'nothing') return { description: `compared with nothing: ${found.reason}` };
  const published = parseCatalog(await readBaseFiles(repository, found.commit, files));
  const short = found.commit.slice(0, 10);
  return { catalog: published.catalog, description: `compared with ${found.name} (${short})` };
}

function placed(finding: PlacedFinding, files: ReadonlyMap<string, string>): PlacedFinding {
  const text = files.get(finding.file);
  const place = text === undefined || finding.pointer === '' ? undefined : placeOf(text, finding.pointer);
  return place === undefined ? finding : { ...finding, ...place };
}
