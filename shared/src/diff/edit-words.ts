import type { FieldUse } from '../catalog/model.js';
import { quoted, shown } from '../catalog/quote.js';
import type { Edit } from './change.js';

/** What a key of a narrowing says, for each of its values. */
const narrowings: Readonly<
  Record<
    Exclude<keyof FieldUse, 'required' | 'nullable' | 'enum'>,
    { readonly says: string; readonly none: string }
  >
> = {
  minimum: { says: 'is at least', none: 'has no minimum any more' },
  maximum: { says: 'is at most', none: 'has no maximum any more' },
  minLength: { says: 'has at least so many characters:', none: 'may be shorter' },
  maxLength: { says: 'has at most so many characters:', none: 'may be longer' },
  pattern: { says: 'matches', none: 'matches no pattern any more' },
  format: { says: 'is of the format', none: 'is of no format any more' },
  minItems: { says: 'has at least so many items:', none: 'may have fewer items' },
  maxItems: { says: 'has at most so many items:', none: 'may have more items' },
};

/** `becomes required and is at least 5 (was 1)`. */
export function editWords(edits: readonly Edit<keyof FieldUse>[]): string {
  return edits.map(wordsOf).join(' and ');
}

function wordsOf({ key, before, now }: Edit<keyof FieldUse>): string {
  if (key === 'required') return now === true ? 'becomes required' : 'is no longer required';
  if (key === 'nullable') return now === true ? 'may be null' : 'may not be null any more';
  if (key === 'enum') return listWords(before as Values, now as Values);
  const { says, none } = narrowings[key];
  const was = before === undefined ? '' : ` (was ${shown(before)})`;
  return now === undefined ? `${none}${was}` : `${says} ${shown(now)}${was}`;
}

type Values = readonly unknown[] | undefined;

function listWords(before: Values, now: Values): string {
  if (now === undefined) return 'takes every value of its declaration again';
  if (before === undefined) return `takes only ${valueList(now)}`;
  const lost = before.filter((value) => !now.includes(value));
  const gained = now.filter((value) => !before.includes(value));
  const parts = [
    ...(lost.length > 0 ? [`no longer takes ${valueList(lost)}`] : []),
    ...(gained.length > 0 ? [`takes ${valueList(gained)} too`] : []),
  ];
  return parts.length === 0 ? 'lists its values in another order' : parts.join(' and ');
}

const mostValues = 5;

/** `"card", "cash" and 3 more`. */
export function valueList(values: readonly unknown[]): string {
  const first = values.slice(0, mostValues).map(shown);
  return values.length > mostValues
    ? `${first.join(', ')} and ${values.length - mostValues} more`
    : first.join(', ');
}

/** `its title is now "x" (was "y")`; of what is long or not a plain value only that it changed. */
export function keyWords(name: string, { before, now }: Pick<Edit, 'before' | 'now'>): string {
  if (now === undefined)
    return isPlain(before) ? `no ${name} any more (was ${shown(before)})` : `no ${name} any more`;
  if (!isPlain(now)) return before === undefined ? `sets ${name}` : `changes ${name}`;
  const was = before !== undefined && isPlain(before) ? ` (was ${shown(before)})` : '';
  return before === undefined ? `sets ${name} to ${shown(now)}` : `its ${name} is now ${shown(now)}${was}`;
}

const longestPlain = 60;

function isPlain(value: unknown): boolean {
  if (typeof value === 'string') return value.length <= longestPlain && !value.includes('\n');
  return typeof value !== 'object';
}

/** Where inside of a field: `cart`, `cart[].kind`. The pointer is that from its declaration on. */
export function placeInField(field: string, inside: string): string {
  const steps = inside.split('/').slice(1);
  let place = field;
  for (let index = 0; index < steps.length; index += 1) {
    if (steps[index] === 'items') place += '[]';
    else if (steps[index] === 'properties' && index + 1 < steps.length) {
      index += 1;
      place += `.${steps[index] ?? ''}`;
    }
  }
  return place === field && !/^[A-Za-z][A-Za-z0-9_]*$/u.test(field) ? quoted(field) : place;
}
