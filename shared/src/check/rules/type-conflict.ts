import type { Environment, Event, FieldDeclaration, ValueShape } from '../../catalog/model.js';
import { cardPath, fieldPath, type HolderKind } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import type { CatalogIndex, IndexEntry } from '../catalog-index.js';
import { localDeclarations } from '../declarations.js';
import { publishedHolder } from '../published.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

/** `string`, `array of integer`: as much of a type as a reader has in mind with a name. */
function typeName(shape: ValueShape): string {
  return shape.items === undefined ? shape.type : `${shape.type} of ${typeName(shape.items)}`;
}

function* localTypes({ card }: Event | Environment): Iterable<readonly [string, string]> {
  for (const [name, declaration] of Object.entries(card.fields ?? {})) yield [name, typeName(declaration)];
}

/** By a field's name: who declares it, with which type; the dictionary first. */
const types: CatalogIndex = {
  id: 'types-by-field-name',
  adds: {
    field: (declaration: FieldDeclaration, name) => [[name, typeName(declaration)]],
    environment: localTypes,
    event: localTypes,
  },
};

function placeOf({ kind, name }: IndexEntry, field: string): string {
  return kind === 'field' ? fieldPath(field) : cardPath(kind === 'event' ? 'event' : 'environment', name);
}

/** Who had the name first: the dictionary, else who has published it, else the first in order. */
function original(
  entries: readonly IndexEntry[],
  field: string,
  { base }: RuleContext,
): IndexEntry | undefined {
  const [first] = entries;
  if (first?.kind === 'field') return first;
  const published = entries.find(({ kind, name }) => {
    const holder = publishedHolder(base, kind === 'event' ? 'event' : 'environment', name);
    return holder !== undefined && Object.hasOwn(holder.card.fields ?? {}, field);
  });
  return published ?? first;
}

function* check(kind: HolderKind, holder: Event | Environment, context: RuleContext): Iterable<Remark> {
  const published = publishedHolder(context.base, kind, holder.name)?.card.fields ?? {};
  for (const { name, declaration, file, pointer } of localDeclarations(kind, holder)) {
    const first = original(context.find(types, name), name, context);
    const own = typeName(declaration);
    if (first === undefined || first.says === own) continue;
    const said = {
      file,
      pointer: `${pointer}/type`,
      message: `The field ${quoted(name)} is ${own} here and ${first.says} in ${placeOf(first, name)}; whoever reads both takes them for one.`,
      fix: 'Give it another name, or declare it once, in fields/.',
    };
    yield Object.hasOwn(published, name) ? { ...said, severity: 'warning' } : said;
  }
}

export const typeConflict: Rule = {
  id: 'type-conflict',
  purpose: 'A name has one type in all of the catalog.',
  severity: 'warning',
  firm: false,
  handlers: {
    event: (event, context) => check('event', event, context),
    environment: (environment, context) => check('environment', environment, context),
  },
};
