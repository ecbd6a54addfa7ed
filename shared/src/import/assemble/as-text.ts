import type { ValueType } from '../../catalog/model.js';
import { loss, type TranslatedValue } from '../schema/translated-value.js';
import { uuidPattern } from '../schema/text-value.js';

const textTypes: ReadonlySet<ValueType> = new Set(['string', 'uuid', 'date', 'timestamp']);

/** Whether a value comes as text, whatever its type says of the text. */
export function isText(value: TranslatedValue): boolean {
  return textTypes.has(value.shape.type);
}

/**
 * The value as plain text, for a field that is plain text in another version: a format that comes or goes is no
 * other kind of value, and a second field for it would help nobody.
 */
export function asText(value: TranslatedValue, pointer: string): TranslatedValue {
  const { type } = value.shape;
  if (type === 'string' || !isText(value)) return value;
  const text = { ...value, shape: { type: 'string' as const } };
  if (type === 'uuid') return { ...text, narrowing: { pattern: uuidPattern } };
  const place = { document: '', pointer: `${pointer}/format`, depth: 0, followed: new Set<string>() };
  const reason = `Another version has the field as any text, so it is text here, too, and not of type ${type}.`;
  const others = value.losses.filter(({ keyword }) => keyword !== 'date-time');
  return { ...text, losses: [...others, loss('loosened', place, 'format', reason)] };
}
