import { resolve } from 'node:path';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { checkCatalog, type CheckOptions } from '@eventbook/shared/check/check';
import { readCatalogFolder, type CatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { gitAuthor } from '@eventbook/shared/node/git/author';
import { explain } from '../check/explain.js';
import { fix } from '../check/fix.js';
import { publishedBase } from '../check/published-base.js';
import type { Command, Invocation } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import { placeOf } from '../place-in-file.js';
import { checkReport, type PlacedFinding } from '../printers/check-report.js';
import { endedSince } from '../warehouse/ended-since.js';
import { readSenders } from '../warehouse/read-senders.js';

export const check: Command = {
  description:
    'Says what is wrong, where, and what to do about it. What is published may not be deleted or edited; it is read ' +
    'from git: the tip of the published branch (origin/main, else main), or on that branch itself the newest ' +
    'snapshot/<n> tag. Exits 1 if there is any error; warnings alone are clean.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [
    { flags: '--base <ref>', description: 'the branch, tag or commit that counts as published' },
    { flags: '--fix', description: 'mend what has one right answer, then check what is left' },
    { flags: '--dry-run', description: 'with --fix: change nothing, show the difference' },
    { flags: '--explain <rule>', description: 'show the page of a rule, and check nothing' },
    {
      flags: '--warehouse <dir>',
      description: 'the warehouse of a collector, which tells who still sends what has ended',
    },
    {
      flags: '--author <email>',
      description:
        'who makes the change, for the rule ownership; the address that git commits with unless named',
    },
  ],
  formats: ['github', 'junit'],
  examples: [
    { line: 'eventbook check', purpose: 'check the catalog in this folder' },
    { line: 'eventbook check --base origin/main --format github', purpose: 'in CI, for a pull request' },
    { line: 'eventbook check --fix --dry-run', purpose: 'see what could be mended' },
    {
      line: 'eventbook check --explain snake-case',
      purpose: 'why a rule is there, and how to mend what breaks it',
    },
    { line: 'eventbook check our-events --format json', purpose: 'findings for a program' },
  ],
  async run(invocation) {
    const { options, printer } = invocation;
    const rule = textOption(invocation, 'explain');
    if (rule !== undefined) {
      printer.report(await explain(rule));
      return 0;
    }
    const isTrial = options['dryRun'] === true;
    if (isTrial && options['fix'] !== true) throw usage('--dry-run belongs to --fix.', 'Add --fix.');
    const directory = catalogDirectory(invocation.context, invocation.arguments[0]);
    const folder = await readCatalogFolder(directory);
    const published = await publishedBase(directory, folder.files, textOption(invocation, 'base'));
    const situation = await situationOf(invocation, directory, folder);
    const checkOptions = { ...situation, base: published.catalog };
    const fixed =
      options['fix'] === true ? await fix(directory, folder.files, checkOptions, isTrial) : undefined;
    if (isTrial && fixed !== undefined) {
      printer.report(fixed.report);
      return 0;
    }
    const files = fixed?.files ?? folder.files;
    const { findings, waived } = checkCatalog(files, checkOptions);
    const report = {
      findings: findings.map((finding) => placed(finding, files)),
      base: published.description,
      files: files.size,
      waived: waived.length,
    };
    printer.report(checkReport(report, published.prefix, fixed?.report));
    return findings.some((finding) => finding.severity === 'error') ? 1 : 0;
  },
};

async function situationOf(
  invocation: Invocation,
  directory: string,
  { files, findings: reading }: CatalogFolder,
): Promise<CheckOptions> {
  const { cwd, env } = invocation.context;
  const today = new Date().toISOString().slice(0, 10);
  const author = textOption(invocation, 'author') ?? env['GIT_AUTHOR_EMAIL'] ?? (await gitAuthor(directory));
  const warehouse = textOption(invocation, 'warehouse');
  const senders =
    warehouse === undefined
      ? undefined
      : await readSenders(resolve(cwd, warehouse), endedSince(parseCatalog(files).catalog, today));
  return { reading, today, author, senders };
}

function placed(finding: PlacedFinding, files: ReadonlyMap<string, string>): PlacedFinding {
  const text = files.get(finding.file);
  const place = text === undefined || finding.pointer === '' ? undefined : placeOf(text, finding.pointer);
  return place === undefined ? finding : { ...finding, ...place };
}
