import type { ValueShape } from '../../catalog/model.js';
import { cardPath, contractPath } from '../../catalog/paths.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import { fieldsNamed } from '../../catalog/resolve.js';
import { forEachDeclaration } from '../declarations.js';
import { publishedFields } from '../published-declarations.js';
import { publishedHolder } from '../published.js';
import type { Remark, Rule } from '../rule.js';

/** Levels of items and properties; a value's own is the first. */
const deepestShape = 12;
/** Fields of one contract. */
const mostFields = 300;
/** Fields of all versions of an event, with those of its environments: the columns of its table. */
const mostColumns = 1000;

/** The pointer to the first shape that lies too deep. */
function tooDeep(shape: ValueShape, pointer: string, level = 1): string | undefined {
  if (level > deepestShape) return pointer;
  if (shape.items !== undefined) return tooDeep(shape.items, pointerTo(pointer, 'items'), level + 1);
  for (const [name, property] of Object.entries(shape.properties ?? {})) {
    const found = tooDeep(property, pointerTo(pointer, 'properties', name), level + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

const declarations = forEachDeclaration(function* ({ name, declaration, file, pointer }, { base }) {
  const at = tooDeep(declaration, pointer);
  if (at === undefined) return;
  const [folder = '', holder = ''] = file.split('/');
  const published =
    folder === 'fields'
      ? base !== undefined && publishedFields(base).has(name)
      : Object.hasOwn(
          publishedHolder(base, folder === 'events' ? 'event' : 'environment', holder)?.card.fields ?? {},
          name,
        );
  const said: Remark = {
    file,
    pointer: at,
    message: `The field ${quoted(name)} nests more than ${deepestShape} levels deep; warehouses and readers give up there.`,
    fix: 'Flatten it, or declare what is further inside as json.',
  };
  yield published ? { ...said, severity: 'warning' } : said;
});

export const sizeLimit: Rule = {
  id: 'size-limit',
  purpose: 'Contracts, tables and nested values stay within what every reader can hold.',
  severity: 'error',
  firm: false,
  handlers: {
    field: declarations.field,
    *environment(environment, context, name) {
      yield* declarations.environment(environment, context, name);
      for (const { version, fields } of environment.contracts.values()) {
        const count = Object.keys(fields).length;
        if (count > mostFields) yield tooMany(contractPath('environment', name, version), count);
      }
    },
    *event(event, context, name) {
      yield* declarations.event(event, context, name);
      for (const { version, fields } of event.contracts.values()) {
        const count = Object.keys(fields).length;
        if (count > mostFields) yield tooMany(contractPath('event', name, version), count);
      }
      const columns = new Set(fieldsNamed(event));
      for (const environment of Object.keys(event.card.environments)) {
        const common = context.catalog.environments.get(environment);
        for (const field of common === undefined ? [] : fieldsNamed(common)) columns.add(field);
      }
      if (columns.size <= mostColumns) return;
      yield {
        file: cardPath('event', name),
        pointer: '/environments',
        message: `The table of the event would have ${columns.size} columns, with all versions and environments; at most ${mostColumns} are sensible.`,
        fix: 'Split the event into several.',
        // Versions and environments stay, once they are published.
        severity: 'warning',
      };
    },
  },
};

function tooMany(file: string, count: number): Remark {
  return {
    file,
    pointer: '/fields',
    message: `The contract has ${count} fields; at most ${mostFields} are sensible.`,
    fix: 'Split it, or put what belongs together into one field of type object.',
  };
}
