import type { Environment, Event, FieldDeclaration } from '../../catalog/model.js';
import { foldedName } from '../../catalog/names.js';
import { cardPath, fieldPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { fieldsNamed, isLocal } from '../../catalog/resolve.js';
import type { CatalogIndex } from '../catalog-index.js';
import { localDeclarations, shapesIn, type PlacedDeclaration } from '../declarations.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

const eventNames: CatalogIndex = {
  id: 'folded-event-names',
  adds: { event: (_event, name) => [[foldedName(name), name]] },
};
const fieldNames: CatalogIndex = {
  id: 'folded-field-names',
  adds: { field: (_field, name) => [[foldedName(name), name]] },
};

function clash(what: string, name: string, other: string): Omit<Remark, 'file' | 'pointer'> {
  return {
    message: `The ${what} ${quoted(name)} differs from ${quoted(other)} only in case, "_" or "."; file systems, tables and generated code take them for one.`,
    fix: `Use ${quoted(other)}, or choose another name.`,
  };
}

/** The first of those that fold alike, unless it is this one itself. */
function earlier(index: CatalogIndex, name: string, context: RuleContext): string | undefined {
  const first = context.find(index, foldedName(name))[0]?.name;
  return first === name ? undefined : first;
}

/** Each name that folds to the same as an earlier one, with that earlier one. */
function* clashesIn(names: Iterable<string>): Iterable<readonly [name: string, other: string]> {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = foldedName(name);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, name);
    else if (other !== name) yield [name, other];
  }
}

/**
 * Names on an event's own card and on those of its environments: all are columns of its table. Where one of the two
 * stands in the dictionary, it was told of already.
 */
function* commonClashes(event: Event, { catalog }: RuleContext): Iterable<Remark> {
  const file = cardPath('event', event.name);
  const own = event.card.fields ?? {};
  const seen = new Map(Object.keys(own).map((name) => [foldedName(name), name]));
  for (const environmentName of Object.keys(event.card.environments)) {
    const environment = catalog.environments.get(environmentName);
    if (environment === undefined) continue;
    for (const name of fieldsNamed(environment)) {
      if (!isLocal(environment, name)) continue;
      const other = seen.get(foldedName(name));
      if (other === undefined) seen.set(foldedName(name), name);
      if (other === undefined || other === name) continue;
      if (Object.hasOwn(own, other)) {
        yield { file, pointer: pointerTo('/fields', other), ...clash('field', other, name) };
      } else {
        const pointer = pointerTo('/environments', environmentName);
        yield { file, pointer, ...clash('common field', name, other) };
      }
    }
  }
}

function* localClashes(local: Iterable<PlacedDeclaration>, context: RuleContext): Iterable<Remark> {
  const seen = new Map<string, string>();
  for (const { name, declaration, file, pointer } of local) {
    const key = foldedName(name);
    const other = seen.get(key) ?? context.find(fieldNames, key)[0]?.name;
    if (other !== undefined && other !== name) yield { file, pointer, ...clash('field', name, other) };
    seen.set(key, name);
    yield* propertyClashes(declaration, file, pointer);
  }
}

function* propertyClashes(declaration: FieldDeclaration, file: string, pointer: string): Iterable<Remark> {
  for (const inner of shapesIn(declaration, pointer)) {
    for (const [name, other] of clashesIn(Object.keys(inner.shape.properties ?? {}))) {
      yield {
        file,
        pointer: pointerTo(inner.pointer, 'properties', name),
        ...clash('property', name, other),
      };
    }
  }
}

export const nameClash: Rule = {
  id: 'name-clash',
  purpose: 'No two names are equal but for case, underscores or dots.',
  severity: 'error',
  firm: true,
  handlers: {
    *event(event, context) {
      const other = earlier(eventNames, event.name, context);
      if (other !== undefined) {
        yield { file: cardPath('event', event.name), pointer: '', ...clash('event', event.name, other) };
      }
      yield* localClashes(localDeclarations('event', event), context);
      yield* commonClashes(event, context);
    },
    *environment(environment: Environment, context) {
      yield* localClashes(localDeclarations('environment', environment), context);
    },
    *field(declaration, context, name) {
      const file = fieldPath(name);
      const other = earlier(fieldNames, name, context);
      if (other !== undefined) yield { file, pointer: '', ...clash('field', name, other) };
      yield* propertyClashes(declaration, file, '');
    },
  },
};
