import type { PrivacyClass, ValueShape } from '../../catalog/model.js';

const personal =
  /(^|_)(e?mail|phone|mobile|(first|last|full|given|family|middle|maiden)_?name|surname|address|street|birth|birthday|dob|ip|lat|latitude|lng|lon|longitude|passport|gender|zip|geo|location|postcode|postal_code)(_|$)/u;
const pseudonymous =
  /(^|_)(user|visitor|customer|client|device|session|cookie|account|member|contact|subscriber|profile|advertising)_?(id|uid|uuid|guid|key|hash|token)s?(_|$)|(^|_)(id(fa|fv)|gaid|aaid|uid|fingerprint|duid|gclid|fbclid)(_|$)/u;

/**
 * How close a value probably is to a person, by its name: a proposal for somebody to look at. What a name says nothing
 * about gets the class that the import was told to give.
 */
export function guessPrivacy(name: string, shape: ValueShape, otherwise: PrivacyClass): PrivacyClass {
  const words = [name, ...insideOf(shape)];
  if (shape.type === 'boolean') return otherwise;
  if (words.some((word) => personal.test(word))) return 'personal';
  return words.some((word) => pseudonymous.test(word)) ? 'pseudonymous' : otherwise;
}

function* insideOf(shape: ValueShape): Iterable<string> {
  if (shape.items !== undefined) yield* insideOf(shape.items);
  for (const [name, property] of Object.entries(shape.properties ?? {})) {
    yield name;
    yield* insideOf(property);
  }
}
