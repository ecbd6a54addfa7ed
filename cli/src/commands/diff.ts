import type { Catalog } from '@eventbook/shared/catalog/model';
import type { CatalogDiff } from '@eventbook/shared/diff/change';
import { diffCatalogs } from '@eventbook/shared/diff/diff-catalogs';
import { isAtLeast, type Meaning, meanings } from '@eventbook/shared/diff/meaning';
import { findRepository } from '@eventbook/shared/node/git/repository';
import { buildContent } from '@eventbook/shared/snapshot/content';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';
import type { Command } from '../command.js';
import { catalogAt, catalogInFolder, type PlacedCatalog, publishedCatalog } from '../diff/catalog-place.js';
import { catalogDirectory, textOption } from '../options.js';
import { diffReport } from '../printers/diff-report.js';

export const diff: Command = {
  description:
    'Speaks of senders, readers and tables instead of lines: each change is safe, affects readers, affects senders or is ' +
    'forbidden, and comes with a payload that shows it. A catalog is named as a branch, tag or commit (HEAD~1), a folder, ' +
    'a snapshot file, or a folder or URL of published snapshots. Without a name what is published is compared with the ' +
    'working tree; with one, that is. Exits 1 if anything is forbidden, or as --fail-on says.',
  arguments: [
    { name: '[before]', description: 'the catalog as it was; what is published unless named' },
    { name: '[after]', description: 'the catalog as it is; the working tree unless named' },
  ],
  options: [
    { flags: '--catalog <dir>', description: 'the working tree; the current folder unless named' },
    {
      flags: '--fail-on <meaning>',
      description: 'the lightest meaning that exits 1',
      choices: meanings.filter((meaning) => meaning !== 'safe'),
      default: 'forbidden',
    },
  ],
  formats: ['markdown', 'github', 'junit'],
  examples: [
    { line: 'eventbook diff', purpose: 'what this branch means for those who send and read' },
    { line: 'eventbook diff HEAD~1 HEAD', purpose: 'the same of the last commit' },
    { line: 'eventbook diff --format markdown > comment.md', purpose: 'a comment for the review' },
    {
      line: 'eventbook diff https://events.example.com/snapshots --fail-on affects-senders',
      purpose: 'against what collectors judge by; nothing that senders have to do something about',
    },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const [beforeWord, afterWord] = invocation.arguments;
    const directory = catalogDirectory(context, textOption(invocation, 'catalog'));
    const after =
      afterWord === undefined
        ? await catalogInFolder(directory, 'the working tree')
        : await catalogAt(afterWord, directory, context.cwd);
    const before =
      beforeWord === undefined
        ? await publishedCatalog(directory, after)
        : await catalogAt(beforeWord, directory, context.cwd, after.files);
    const failOn = (textOption(invocation, 'failOn') ?? 'forbidden') as Meaning;
    const found = compare(before, after);
    const repository = await findRepository(directory);
    printer.report(diffReport({ diff: found, before, after, failOn, prefix: repository?.prefix ?? '' }));
    return found.subjects.some(({ meaning }) => isAtLeast(meaning, failOn)) ? 1 : 0;
  },
};

/** A snapshot has no drafts, owners and settings: beside one, the other is taken as its snapshot would say it. */
function compare(before: PlacedCatalog, after: PlacedCatalog): CatalogDiff {
  const isSnapshot = before.kind === 'snapshot' || after.kind === 'snapshot';
  const seen = ({ catalog, kind }: PlacedCatalog): Catalog =>
    isSnapshot && kind !== 'snapshot' ? parseContent(buildContent(catalog).text) : catalog;
  return diffCatalogs(seen(before), seen(after), { prove: true });
}
