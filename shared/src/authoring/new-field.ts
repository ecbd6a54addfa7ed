import type { EventCard, FieldDeclaration, ValueShape } from '../catalog/model.js';
import { cardPath, fieldPath } from '../catalog/paths.js';
import { type CatalogEdit, type CatalogFiles, namesOf, readEvent, written } from './catalog-files.js';
import { refuseUnknown } from './new-event.js';
import { refuseName, titleFromName } from './new-name.js';

export interface NewField extends Omit<FieldDeclaration, 'title'> {
  readonly name: string;
  /** Made from the name where none is given. */
  readonly title?: string;
  /** The event that alone has it; in the dictionary without one. */
  readonly event?: string;
}

/**
 * A new field: a file of the dictionary, or a local field on an event's card.
 * @throws AppError name_invalid, name_taken, owner_not_found, event_not_found
 */
export function newField(files: CatalogFiles, field: NewField): CatalogEdit {
  const { name, event, title, owner, ...rest } = field;
  const declaration: FieldDeclaration = {
    ...rest,
    title: title ?? titleFromName(name),
    ...(owner === undefined ? {} : { owner }),
  };
  if (owner !== undefined) refuseUnknown(files, 'owner', [owner]);
  if (event === undefined) {
    refuseName('field', 'field', name, namesOf(files, 'field'));
    return new Map([written(fieldPath(name), declaration)]);
  }
  const { card } = readEvent(files, event);
  refuseName('field', 'local field', name, Object.keys(card.fields ?? {}));
  const changed: EventCard = { ...card, fields: { ...card.fields, [name]: declaration } };
  return new Map([written(cardPath('event', event), changed)]);
}

/**
 * A type as one writes it on a command line: `integer`, `decimal(14,2)`, `bigint(20)`, `array of string`. Undefined for
 * what is none; the schema judges the type's name itself.
 */
export function parseType(text: string): ValueShape | undefined {
  const list = /^array of (.+)$/u.exec(text.trim())?.[1];
  if (list !== undefined) {
    const items = parseType(list);
    return items === undefined ? undefined : { type: 'array', items };
  }
  const match = /^([a-z]+)(?:\((\d{1,2})(?:,\s*(\d{1,2}))?\))?$/u.exec(text.trim());
  const [, type, precision, scale] = match ?? [];
  if (type === undefined) return undefined;
  return {
    type: type as ValueShape['type'],
    ...(precision === undefined ? {} : { precision: Number(precision) }),
    ...(scale === undefined ? {} : { scale: Number(scale) }),
  };
}
