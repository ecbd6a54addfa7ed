import type { Scalar } from '../catalog/model.js';
import type { Conventions } from './conventions.js';
import { hashOf, NameScope } from './name-scope.js';
import { styles, wordsOf } from './words.js';

/** The stem of the classes of common fields; no event's classes begin with it. */
export const commonStem = 'CommonFields';

/** `CheckoutOrderPaid`: what the classes of an event begin with. Its versions end in `V` and a number. */
export function eventStem(scope: NameScope, name: string): string {
  return scope.claim(styles.pascal(wordsOf(name)), name);
}

/** `checkout_order_paid`: what the file of an event is called. */
export function fileStem(name: string): string {
  return styles.snake(wordsOf(name));
}

/**
 * The name of the type of a field or of a property in it: `PaymentMethod` for a dictionary field,
 * `CheckoutOrderPaid_Items` for a local one, `Cart__Lines` for a property. An underscore stands nowhere else in such
 * names, and only classes of versions end in `V` and a number, so names of different kinds never meet.
 * @param stem of the holder, for a local field
 */
export function typeName(stem: string | undefined, path: readonly string[]): string {
  const steps = path.map((step) => styles.pascal(wordsOf(step))).join('__');
  const name = stem === undefined ? steps : `${stem}_${steps}`;
  return /V[0-9]+$/u.test(name) ? `${name}_` : name;
}

const mostLetters = 60;
const plain = /^[A-Za-z0-9]+(?:[ _./-][A-Za-z0-9]+)*$/u;

/** Names for allowed values, in the order given. What is not made of letters and digits gets the hash of its text. */
export function constantNames(
  values: readonly Scalar[],
  conventions: Conventions,
): readonly { readonly constant: string; readonly value: Scalar }[] {
  const scope = new NameScope(conventions.reservedConstants);
  const style = styles[conventions.constants];
  const texts = [...new Set(values.map(String))].sort();
  const names = new Map(texts.map((text) => [text, scope.claim(style(constantWords(text)), text)]));
  return values.map((value) => ({ constant: names.get(String(value)) ?? '', value }));
}

function constantWords(text: string): readonly string[] {
  const signless = /^-[0-9]/u.test(text) ? `minus ${text.slice(1)}` : text;
  if (!plain.test(signless) || signless.length > mostLetters) {
    return ['value', ...wordsOf(signless.slice(0, mostLetters)), hashOf(text)];
  }
  const words = wordsOf(signless);
  return /^[0-9]/u.test(words[0] ?? '') ? ['value', ...words] : words;
}
