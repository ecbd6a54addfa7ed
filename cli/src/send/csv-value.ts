import type { Catalog, FieldDeclaration } from '@eventbook/shared/catalog/model';
import { declarationOf } from '@eventbook/shared/catalog/resolve';
import { parseCsvTime } from './csv-time.js';

/** What the catalog says of a column, where it is a field of an event or of an environment on its card. */
export function columnDeclaration(
  catalog: Catalog,
  eventName: string,
  column: string,
): FieldDeclaration | undefined {
  const event = catalog.events.get(eventName);
  if (event === undefined) return catalog.fields.get(column);
  const own = declarationOf(catalog, event, column);
  if (own !== undefined) return own;
  for (const name of Object.keys(event.card.environments)) {
    const environment = catalog.environments.get(name);
    const common = environment === undefined ? undefined : declarationOf(catalog, environment, column);
    if (common !== undefined) return common;
  }
  return undefined;
}

/**
 * A cell as the value of a field. Text that does not fit its type stays text, so that the collector says so; nothing
 * is guessed: without a declaration every cell is a string.
 */
export function cellValue(cell: string, declaration: FieldDeclaration | undefined): unknown {
  switch (declaration?.type) {
    case 'integer':
    case 'number':
      return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/u.test(cell) ? Number(cell) : cell;
    case 'boolean':
      return /^true$/iu.test(cell) ? true : /^false$/iu.test(cell) ? false : cell;
    case 'timestamp':
      return parseCsvTime(cell) ?? cell;
    case 'array':
    case 'object':
    case 'json':
      return parsed(cell);
    case 'string':
    case 'bigint':
    case 'decimal':
    case 'date':
    case 'uuid':
    case undefined:
      return cell;
  }
}

function parsed(cell: string): unknown {
  try {
    return JSON.parse(cell) as unknown;
  } catch {
    return cell;
  }
}
