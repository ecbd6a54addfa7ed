import type { Loss } from '../loss.js';
import { allowedValues, numberOf, own, type Keywords } from './keywords.js';
import { below, type Place } from './place.js';
import { asJson, loss, translated, type Narrowing, type TranslatedValue } from './translated-value.js';

const largest = Number.MAX_SAFE_INTEGER;
const mostValues = 10_000;

interface Bounds {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  /** Keywords whose own value is left out of what is allowed. */
  readonly exclusive: readonly string[];
}

/** `type: integer` and `type: number`. */
export function numberValue(given: 'integer' | 'number', keywords: Keywords, place: Place): TranslatedValue {
  const multiple = numberOf(keywords, 'multipleOf');
  const isWhole = given === 'integer' || (multiple !== undefined && Number.isInteger(multiple));
  const type = isWhole ? 'integer' : 'number';
  const losses: Loss[] = [];
  if (multiple !== undefined && !(isWhole && multiple === 1)) {
    losses.push(
      loss(
        'loosened',
        below(place, 'multipleOf'),
        'multipleOf',
        `A contract has no multipleOf (${multiple}).`,
      ),
    );
  }
  const bounds = boundsOf(keywords);
  const values = allowedValues(keywords);
  if (values !== undefined) return chosen(type, values, bounds, losses, below(place, 'enum'));
  return isWhole ? whole(bounds, losses, place) : fractional(bounds, losses, place);
}

/** Draft 4 says `exclusiveMinimum: true` beside `minimum`; later drafts give the number itself. */
function boundsOf(keywords: Keywords): Bounds {
  const exclusive: string[] = [];
  const bound = (
    inclusive: 'minimum' | 'maximum',
    strict: string,
    tighter: typeof Math.max,
  ): number | undefined => {
    const loose = numberOf(keywords, inclusive);
    const sharp = own(keywords, strict) === true ? loose : numberOf(keywords, strict);
    if (sharp === undefined) return loose;
    const both = loose === undefined ? sharp : tighter(loose, sharp);
    if (both === sharp) exclusive.push(inclusive);
    return both;
  };
  const minimum = bound('minimum', 'exclusiveMinimum', Math.max);
  const maximum = bound('maximum', 'exclusiveMaximum', Math.min);
  return { minimum, maximum, exclusive };
}

function whole({ minimum, maximum, exclusive }: Bounds, losses: Loss[], place: Place): TranslatedValue {
  const low =
    minimum === undefined
      ? undefined
      : exclusive.includes('minimum')
        ? Math.floor(minimum) + 1
        : Math.ceil(minimum);
  const high =
    maximum === undefined
      ? undefined
      : exclusive.includes('maximum')
        ? Math.ceil(maximum) - 1
        : Math.floor(maximum);
  for (const [keyword, value] of [
    ['minimum', low],
    ['maximum', high],
  ] as const) {
    if (value === undefined || Math.abs(value) <= largest) continue;
    const reason = `Whole numbers beyond ${largest} lose digits as JSON numbers, so none is taken beyond it.`;
    losses.push(loss('narrowed', below(place, keyword), 'beyond 53 bits', reason));
  }
  if ((low ?? -largest) > (high ?? largest) || (low ?? 0) > largest || (high ?? 0) < -largest) {
    return asJson(place, 'minimum', 'No whole number is within the bounds.');
  }
  return translated({ type: 'integer' }, { narrowing: narrowed(low, high), losses });
}

/** Bounds beyond what the type holds say nothing. */
function narrowed(low: number | undefined, high: number | undefined): Narrowing {
  return {
    ...(low === undefined || low < -largest ? {} : { minimum: low }),
    ...(high === undefined || high > largest ? {} : { maximum: high }),
  };
}

function fractional({ minimum, maximum, exclusive }: Bounds, losses: Loss[], place: Place): TranslatedValue {
  for (const keyword of exclusive) {
    const reason = `A contract's ${keyword} may be reached.`;
    losses.push(loss('loosened', below(place, keyword), `exclusive ${keyword}`, reason));
  }
  if (minimum !== undefined && maximum !== undefined && minimum > maximum) {
    return asJson(place, 'minimum', 'No number is within the bounds.');
  }
  const narrowing: Narrowing = {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
  };
  return translated({ type: 'number' }, { narrowing, losses });
}

function chosen(
  type: 'integer' | 'number',
  values: readonly unknown[],
  { minimum = -Infinity, maximum = Infinity, exclusive }: Bounds,
  losses: readonly Loss[],
  place: Place,
): TranslatedValue {
  const numbers = [...new Set(values)].filter(
    (value): value is number =>
      typeof value === 'number' &&
      (type === 'number' || Number.isSafeInteger(value)) &&
      (exclusive.includes('minimum') ? value > minimum : value >= minimum) &&
      (exclusive.includes('maximum') ? value < maximum : value <= maximum),
  );
  if (numbers.length === 0) return asJson(place, 'enum', 'No number is among the allowed values.');
  if (numbers.length > mostValues) {
    const reason = `There are more than ${mostValues} allowed values.`;
    return translated({ type }, { losses: [...losses, loss('loosened', place, 'enum', reason)] });
  }
  return translated({ type }, { narrowing: { enum: numbers }, losses });
}
