import { resolve } from 'node:path';
import { readHead } from '@eventbook/shared/node/git/head';
import { readCommit } from '@eventbook/shared/node/git/history';
import { recentVersions } from '@eventbook/shared/node/git/recent-versions';
import { findRepository } from '@eventbook/shared/node/git/repository';
import { replaceFolder } from '@eventbook/shared/node/replace-folder';
import { writeSite } from '@eventbook/shared/node/site/write-site';
import type { SiteContext } from '@eventbook/shared/site/book';
import { countPages } from '@eventbook/shared/site/site';
import type { Command } from '../command.js';
import { catalogDirectory, numberOption, textOption, usage } from '../options.js';
import { startProgress } from '../printers/progress.js';
import { readSoundCatalog } from '../read-catalog.js';
import { serveFolder } from '../serve-folder.js';

const mostRecent = 10;

const siteFolder = { what: 'the site of a catalog', sign: ['assets', 'index.html', 'search.html'] };

export const site: Command = {
  description:
    'A page for every event, field, environment, owner and destination, and a search, as plain files: any web host ' +
    'serves them at any path, and a browser opens them from a disk. Pages ask no other host for anything. What is new ' +
    'is read from git. The same commit gives the same bytes. A folder that holds an earlier site is replaced, in one ' +
    'step; one that holds something else is left alone.',
  arguments: [{ name: '<out>', description: 'the folder of the site; made if it is not there' }],
  options: [
    { flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' },
    { flags: '--serve', description: 'then serve it to this machine, until Ctrl-C' },
    { flags: '--port <number>', description: 'the port to serve at; any free one unless named' },
  ],
  examples: [
    { line: 'eventbook site public', purpose: 'for GitLab Pages, GitHub Pages, nginx …' },
    { line: 'eventbook site /tmp/book --serve', purpose: 'look at it' },
  ],
  async run(invocation) {
    const { context, printer, options } = invocation;
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name the folder of the site.');
    const port = numberOption(invocation, 'port', 1) ?? 0;
    const out = resolve(context.cwd, given);
    const directory = catalogDirectory(context, textOption(invocation, 'catalog'));
    const catalog = await readSoundCatalog(directory);
    const total = countPages(catalog);
    const progress = startProgress(context, total);
    const book = await readContext(directory);
    const written = await replaceFolder(out, siteFolder, (scratch) =>
      writeSite(scratch, catalog, book, (done) => progress.update(done, Math.min(done, catalog.events.size))),
    ).finally(progress.stop);
    printer.report({
      data: { directory: out, ...written },
      text: (paint) =>
        `${paint('green', 'Wrote')} ${written.files} files, ${(written.bytes / 1e6).toFixed(1)} MB, to ${out}. Begin with index.html.\n`,
    });
    if (options['serve'] === true) await serveFolder(out, port, context);
    return 0;
  },
};

/** What git knows; a catalog in no repository, or without a commit, is a book all the same. */
async function readContext(directory: string): Promise<SiteContext> {
  const repository = await findRepository(directory);
  const commit = repository && (await readHead(repository)).commit;
  if (repository === undefined || commit === undefined) return {};
  const { committedAt } = await readCommit(repository, commit);
  return {
    commit: { id: commit, date: committedAt.slice(0, 10) },
    recent: await recentVersions(repository, commit, mostRecent),
  };
}
