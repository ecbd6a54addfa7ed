import { CatalogSearch, type Hit } from '@eventbook/shared/search/catalog-search';
import { type DocumentKind, documentKinds } from '@eventbook/shared/search/document';
import { excerpt, highlight } from '@eventbook/shared/search/highlight';
import type { Command } from '../command.js';
import { catalogDirectory, numberOption, textOption, usage } from '../options.js';
import type { Paint } from '../printers/paint.js';
import { plain } from '@eventbook/shared/catalog/plain';
import { readCatalog } from '../read-catalog.js';

const usualLimit = 20;
const excerptLength = 100;

export const search: Command = {
  description:
    'Looks in names, titles, descriptions, tags, owners, and the fields of events. The best comes first; half words ' +
    'and typing errors are forgiven; what is deprecated stands behind. All words have to be found; where nothing has ' +
    'them all, what has some is shown. Exits 1 if nothing was found.',
  arguments: [{ name: '<words...>', description: 'what to look for' }],
  options: [
    { flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' },
    { flags: '--kind <kind>', description: 'only things of this kind', choices: documentKinds },
    { flags: '--limit <number>', description: `how many to show; ${usualLimit} unless said otherwise` },
  ],
  examples: [
    { line: 'eventbook search order paid', purpose: 'the event that says so' },
    { line: 'eventbook search currency --kind event', purpose: 'the events that carry a currency' },
  ],
  async run(invocation) {
    const words = invocation.arguments.join(' ').trim();
    if (words === '') throw usage('Say what to look for.');
    const limit = numberOption(invocation, 'limit', 1) ?? usualLimit;
    const kind = textOption(invocation, 'kind') as DocumentKind | undefined;
    const catalog = await readCatalog(
      catalogDirectory(invocation.context, textOption(invocation, 'catalog')),
    );
    const query = { words, limit, ...(kind === undefined ? {} : { kinds: [kind] }) };
    const hits = new CatalogSearch(catalog).search(query);
    invocation.printer.report({
      data: hits.map(({ document: { kind, name, title, description, status }, score, terms }) => ({
        kind,
        name,
        title,
        ...(status === undefined ? {} : { status }),
        description,
        score: Math.round(score * 100) / 100,
        found: [...terms].sort(),
      })),
      text: (paint) =>
        hits.length === 0 ? 'Nothing was found.\n' : hits.map((hit) => hitText(hit, paint)).join(''),
    });
    return hits.length === 0 ? 1 : 0;
  },
};

function hitText({ document, terms }: Hit, paint: Paint): string {
  const marked = (text: string): string =>
    highlight(plain(text), terms)
      .map((piece) => (piece.marked ? paint('yellow', piece.text) : piece.text))
      .join('');
  const status = document.status === undefined || document.status === 'active' ? '' : `  ${document.status}`;
  const head = `${paint('dim', document.kind.padEnd(11))}  ${marked(document.name)}  ${marked(document.title)}`;
  const text = excerpt(document.description, terms, excerptLength);
  const below = text === '' ? '' : `${' '.repeat(13)}${paint('dim', marked(text))}\n`;
  return `${head.trimEnd()}${paint('red', status)}\n${below}`;
}
