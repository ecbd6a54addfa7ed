// The search page in the browser. A classic script, because a page that was opened from a disk loads no modules; what
// it knows of MiniSearch and of the documents came before it, as scripts (see search-index.ts).
{
  type MiniSearchClass = typeof import('minisearch').default;
  type MiniSearch = import('minisearch').default<{ id: number }>;
  type Data = import('../search-index.js').SearchData;
  const { MiniSearch, eventbookSearch: data } = globalThis as unknown as {
    MiniSearch: MiniSearchClass;
    eventbookSearch: Data;
  };

  const mostShown = 50;
  const element = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;
  const input = element('words') as HTMLInputElement;
  const status = element('status');
  const results = element('results');
  const kinds = element('kinds');

  const index: MiniSearch = new MiniSearch({ fields: [...data.fields], searchOptions: data.options });
  const tokenize = MiniSearch.getDefault('tokenize') as (text: string) => string[];

  interface Found {
    readonly row: Data['rows'][number];
    readonly score: number;
    readonly terms: ReadonlySet<string>;
  }

  const find = (words: string, combineWith: 'AND' | 'OR', kind: string): Found[] => {
    const found: Found[] = [];
    for (const result of index.search(words, { combineWith })) {
      const row = data.rows[result.id as number];
      if (row === undefined || (kind !== '' && data.kinds[row[0]] !== kind)) continue;
      const exact = row[1].toLowerCase() === words.toLowerCase() ? 10 : 1;
      found.push({ row, score: result.score * row[8] * exact, terms: new Set(result.terms) });
    }
    return found.sort((a, b) => b.score - a.score || (a.row[1] < b.row[1] ? -1 : 1));
  };

  /** Puts a text into an element, what was looked for marked. */
  const fill = (target: HTMLElement, text: string, terms: ReadonlySet<string>): HTMLElement => {
    let end = 0;
    for (const word of tokenize(text)) {
      if (word === '' || !terms.has(word.toLowerCase())) continue;
      const start = text.indexOf(word, end);
      target.append(text.slice(end, start));
      target.append(Object.assign(document.createElement('mark'), { textContent: word }));
      end = start + word.length;
    }
    target.append(text.slice(end));
    return target;
  };

  const make = (tag: string, name: string): HTMLElement =>
    Object.assign(document.createElement(tag), { className: name });

  const entry = ({ row, terms }: Found): HTMLElement => {
    const [kind, name, title, description, , , , , , state] = row;
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = `${data.folders[kind] ?? ''}${name}.html`;
    link.append(fill(make('span', 'name'), name, terms), ' ', fill(make('span', 'title'), title, terms));
    if (state !== '' && state !== 'active') {
      link.append(' ', Object.assign(make('span', `status ${state}`), { textContent: state }));
    }
    const words = fill(document.createElement('p'), description.slice(0, 180), terms);
    item.append(link, words, Object.assign(make('span', 'remark'), { textContent: data.kinds[kind] ?? '' }));
    return item;
  };

  const show = (): void => {
    const words = input.value.trim();
    const kind = kinds.querySelector<HTMLInputElement>('input:checked')?.value ?? '';
    let found = words === '' ? [] : find(words, 'AND', kind);
    if (found.length === 0 && words !== '') found = find(words, 'OR', kind);
    const more = found.length > mostShown ? `, the best ${mostShown} shown` : '';
    status.textContent =
      words === '' ? '' : found.length === 0 ? 'Nothing was found.' : `${found.length} found${more}`;
    results.replaceChildren(...found.slice(0, mostShown).map(entry));
  };

  const remember = (): void => {
    try {
      history.replaceState(null, '', `?q=${encodeURIComponent(input.value.trim())}`);
    } catch {
      // A page from a disk may not change its address in every browser; the search works all the same.
    }
  };

  const begin = async (): Promise<void> => {
    input.value = new URLSearchParams(location.search).get('q') ?? '';
    input.focus();
    status.textContent = 'Reading the catalog …';
    const documents = data.rows.map(([, name, title, description, tags, owner, fields, words], id) => {
      return { id, name, title, description, tags, owner, fields, words };
    });
    await index.addAllAsync(documents, { chunkSize: 500 });
    kinds.hidden = false;
    input.addEventListener('input', () => {
      show();
      remember();
    });
    kinds.addEventListener('change', show);
    element('search-form').addEventListener('submit', (event) => {
      event.preventDefault();
      show();
    });
    show();
  };
  void begin();
}
