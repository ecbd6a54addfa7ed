import type { Contract, EnvironmentCard, EventCard, FieldDeclaration } from '@eventbook/shared/catalog/model';
import fc from 'fast-check';
import { fileText } from './generated-catalog.js';

/** One edit of a catalog's files, by numbers, so that fast-check can shrink it. */
export interface CatalogEdit {
  readonly what: keyof typeof edits;
  /** Which file of those that it can be done to, and what inside of it. */
  readonly file: number;
  readonly inside: number;
}

type Files = Map<string, string>;
type Value = Readonly<Record<string, unknown>>;

function at<Item>(items: readonly Item[], index: number): Item | undefined {
  return items[index % items.length];
}

function paths(files: Files, shape: RegExp): string[] {
  return [...files.keys()].filter((path) => shape.test(path));
}

/** Changes one file of those that match; does nothing where there is none. */
function amend(shape: RegExp, change: (value: never, inside: number, files: Files) => object | undefined) {
  return (files: Files, { file, inside }: CatalogEdit): void => {
    const path = at(paths(files, shape), file);
    if (path === undefined) return;
    const value = change(JSON.parse(files.get(path) ?? '{}') as never, inside, files);
    if (value !== undefined) files.set(path, fileText(path, value));
  };
}

const contracts = /^(events|environments)\/[^/]+\/[0-9]+\.json$/u;
const eventCards = /\/event\.json$/u;
const environmentCards = /\/environment\.json$/u;
const declarations = /^fields\//u;

function names(files: Files, folder: string, exceptFor: object): string[] {
  const found = [...files.keys()].flatMap(
    (path) => new RegExp(`^${folder}/([^/.]+)`, 'u').exec(path)?.[1] ?? [],
  );
  return [...new Set(found)].filter((name) => !Object.hasOwn(exceptFor, name));
}

function without(value: object, key: string | undefined): Value {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function editedFields({ fields, ...rest }: Contract, inside: number, files: Files): Contract {
  const name = at(Object.keys(fields), inside) ?? '';
  const use = fields[name] ?? {};
  const added = at(names(files, 'fields', fields), inside) ?? name;
  const { minimum = 0, maxLength = 3 } = use;
  const all: Contract['fields'][] = [
    { ...fields, [name]: { ...use, required: use.required !== true } },
    { ...fields, [name]: { ...use, nullable: use.nullable !== true } },
    without(fields, name) as Contract['fields'],
    { ...fields, [added]: {} },
    { ...fields, [added]: { required: true } },
    name.endsWith('_count') ? { ...fields, [name]: { ...use, minimum: minimum + 1 } } : fields,
    name.endsWith('_title') ? { ...fields, [name]: { maxLength: maxLength + 1 } } : fields,
    name.endsWith('_status') ? { ...fields, [name]: { ...use, enum: ['done'] } } : fields,
  ];
  return { ...rest, fields: at(all, Math.floor(inside / 7)) ?? fields };
}

const edits = {
  editContract: amend(contracts, editedFields),
  rewordContract: amend(contracts, (contract: Contract, inside) => ({ ...contract, note: `Note ${inside}` })),
  openContract: amend(contracts, (contract: Contract) => ({ ...contract, open: contract.open !== true })),
  addVersion: (files: Files, { file, inside }: CatalogEdit): void => {
    const path = at(paths(files, contracts), file);
    if (path === undefined) return;
    const folder = path.slice(0, path.lastIndexOf('/'));
    let last = 1;
    while (files.has(`${folder}/${last + 1}.json`)) last += 1;
    const before = files.get(`${folder}/${last}.json`);
    if (before === undefined) return;
    const contract = editedFields(JSON.parse(before) as Contract, inside, files);
    const next = `${folder}/${last + 1}.json`;
    files.set(next, fileText(next, { ...contract, version: last + 1 }));
  },
  changeStatus: amend(eventCards, (card: EventCard, inside) => {
    const status = at(['draft', 'active', 'deprecated'], inside);
    const deprecation = { since: '2026-11-20', reason: 'Nobody reads it.' };
    return { ...without(card, 'deprecation'), status, ...(status === 'deprecated' ? { deprecation } : {}) };
  }),
  withdraw: amend(eventCards, (card: EventCard, inside) => ({
    ...card,
    versions: { [String((inside % 3) + 1)]: { status: 'withdrawn', since: '2026-11-20', reason: 'Wrong.' } },
  })),
  takeEnvironment: amend(eventCards, (card: EventCard, inside) => ({
    ...card,
    environments: without(card.environments, at(Object.keys(card.environments), inside)),
  })),
  addEnvironment: amend(eventCards, (card: EventCard, inside, files) => {
    const name = at(names(files, 'environments', card.environments), inside);
    return name === undefined ? undefined : { ...card, environments: { ...card.environments, [name]: {} } };
  }),
  reroute: amend(eventCards, (card: EventCard, inside) => ({
    ...card,
    destinations: inside % 2 === 0 ? [] : ['warehouse'],
  })),
  rewordCard: amend(eventCards, (card: EventCard, inside) => ({
    ...card,
    title: `Title ${inside}`,
    tags: ['x'],
  })),
  declareLocally: amend(eventCards, (card: EventCard, inside, files) => {
    const name = at(names(files, 'fields', card.fields ?? {}), inside) ?? '';
    const declaration = JSON.parse(files.get(`fields/${name}.json`) ?? '{}') as FieldDeclaration;
    const changed = inside % 3 === 0 ? { ...declaration, unit: 'kg' } : declaration;
    return { ...card, fields: { ...card.fields, [name]: changed } };
  }),
  dropLocal: amend(eventCards, (card: EventCard, inside) => {
    const left = without(card.fields ?? {}, at(Object.keys(card.fields ?? {}), inside));
    // None and an empty list of them mean the same.
    return { ...without(card, 'fields'), ...(Object.keys(left).length === 0 ? {} : { fields: left }) };
  }),
  changePolicy: amend(environmentCards, (card: EnvironmentCard, inside) => ({
    ...card,
    on_invalid: at(['flag', 'reject', 'quarantine'], inside),
  })),
  dropSource: amend(environmentCards, (card: EnvironmentCard, inside) => ({
    ...card,
    sources: without(card.sources, at(Object.keys(card.sources), inside)),
  })),
  growValues: amend(declarations, (declaration: FieldDeclaration, inside) =>
    declaration.values === undefined
      ? undefined
      : { ...declaration, values: [...declaration.values, `v${inside}`] },
  ),
  shrinkValues: amend(declarations, (declaration: FieldDeclaration) =>
    declaration.values === undefined || declaration.values.length < 2
      ? undefined
      : { ...declaration, values: declaration.values.slice(1) },
  ),
  retype: amend(declarations, (declaration: FieldDeclaration, inside) =>
    inside % 2 === 0
      ? { ...declaration, unit: `u${inside}` }
      : ['string', 'boolean', 'uuid'].includes(declaration.type)
        ? { ...without(declaration, 'values'), type: 'json' }
        : undefined,
  ),
  rewordField: amend(declarations, (declaration: FieldDeclaration, inside) => ({
    ...declaration,
    title: `Title ${inside}`,
    privacy: 'sensitive',
  })),
  deleteFile: (files: Files, { file }: CatalogEdit): void => {
    const path = at(
      paths(files, /^(fields|events\/[^/]+\/[0-9]|environments\/[^/]+\/[0-9]|destinations)/u),
      file,
    );
    if (path !== undefined) files.delete(path);
  },
  deleteFolder: (files: Files, { file, inside }: CatalogEdit): void => {
    const card = at(paths(files, inside % 4 === 0 ? environmentCards : eventCards), file) ?? '';
    const folder = card.slice(0, card.lastIndexOf('/') + 1);
    for (const path of files.keys()) if (folder !== '' && path.startsWith(folder)) files.delete(path);
  },
} as const;

/** So many edits of any kind, or of these alone. */
export function catalogEdits(
  most: number,
  kinds: readonly CatalogEdit['what'][] = Object.keys(edits) as CatalogEdit['what'][],
): fc.Arbitrary<readonly CatalogEdit[]> {
  const edit = fc.record({ what: fc.constantFrom(...kinds), file: fc.nat(9999), inside: fc.nat(99) });
  return fc.array(edit, { minLength: 1, maxLength: most });
}

/** The files after the edits; each leaves every file such that it can be read. */
export function applyEdits(
  files: ReadonlyMap<string, string>,
  all: readonly CatalogEdit[],
): Map<string, string> {
  const edited: Files = new Map(files);
  for (const edit of all) edits[edit.what](edited, edit);
  return edited;
}
