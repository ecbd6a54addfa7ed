import type { Event } from '../../catalog/model.js';
import { cardPath, fieldPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import { fieldsNamed, isLocal } from '../../catalog/resolve.js';
import { shapesIn } from '../declarations.js';
import { dictionaryDeclarations, localDeclarations, type PlacedDeclaration } from '../declarations.js';
import type { Remark, Rule, RuleContext } from '../rule.js';
import { pointerTo } from '../../catalog/pointer.js';

/** Two systems of ours would take these for one: a case-blind file system, a table, a language's identifiers. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[_.]/gu, '');
}

function clash(what: string, name: string, other: string): Omit<Remark, 'file' | 'pointer'> {
  return {
    message: `The ${what} ${quoted(name)} differs from ${quoted(other)} only in case, "_" or "."; file systems, tables and generated code take them for one.`,
    fix: `Use ${quoted(other)}, or choose another name.`,
  };
}

/** Each name that folds to the same as an earlier one, with that earlier one. */
function* clashesIn(names: Iterable<string>): Iterable<readonly [name: string, other: string]> {
  const seen = new Map<string, string>();
  for (const name of names) {
    const key = folded(name);
    const other = seen.get(key);
    if (other === undefined) seen.set(key, name);
    else if (other !== name) yield [name, other];
  }
}

function* check(context: RuleContext): Iterable<Remark> {
  const { events, environments, fields } = context.catalog;
  for (const [name, other] of clashesIn(events.keys())) {
    yield { file: cardPath('event', name), pointer: '', ...clash('event', name, other) };
  }
  for (const [name, other] of clashesIn(fields.keys())) {
    yield { file: fieldPath(name), pointer: '', ...clash('field', name, other) };
  }
  const dictionary = new Map([...fields.keys()].map((name) => [folded(name), name]));
  for (const event of events.values())
    yield* localClashes([...localDeclarations('event', event)], dictionary);
  for (const environment of environments.values()) {
    yield* localClashes([...localDeclarations('environment', environment)], dictionary);
  }
  for (const event of events.values()) yield* commonClashes(event, context);
  for (const { declaration, file, pointer } of dictionaryDeclarations(context)) {
    yield* propertyClashes(declaration, file, pointer);
  }
}

/**
 * Names on an event's own card and on those of its environments: all are columns of its table. Where one of the two
 * stands in the dictionary, it was told of already.
 */
function* commonClashes(event: Event, { catalog }: RuleContext): Iterable<Remark> {
  const file = cardPath('event', event.name);
  const own = event.card.fields ?? {};
  const seen = new Map(Object.keys(own).map((name) => [folded(name), name]));
  for (const environmentName of Object.keys(event.card.environments)) {
    const environment = catalog.environments.get(environmentName);
    if (environment === undefined) continue;
    for (const name of fieldsNamed(environment)) {
      const other = seen.get(folded(name));
      if (other === undefined && isLocal(environment, name)) seen.set(folded(name), name);
      if (other === undefined || other === name || !isLocal(environment, name)) continue;
      if (Object.hasOwn(own, other)) {
        yield { file, pointer: pointerTo('/fields', other), ...clash('field', other, name) };
      } else {
        const pointer = pointerTo('/environments', environmentName);
        yield { file, pointer, ...clash('common field', name, other) };
      }
    }
  }
}

function* localClashes(
  local: readonly PlacedDeclaration[],
  dictionary: ReadonlyMap<string, string>,
): Iterable<Remark> {
  const seen = new Map<string, string>();
  for (const { name, declaration, file, pointer } of local) {
    const key = folded(name);
    const other = seen.get(key) ?? dictionary.get(key);
    if (other !== undefined && other !== name) yield { file, pointer, ...clash('field', name, other) };
    seen.set(key, name);
    yield* propertyClashes(declaration, file, pointer);
  }
}

function* propertyClashes(
  declaration: PlacedDeclaration['declaration'],
  file: string,
  pointer: string,
): Iterable<Remark> {
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
  handlers: { catalog: check },
};
