import type { Loss } from '../loss.js';
import { isRecord, listOf, numberOf, own, saysNothing, keywordsOf, type Keywords } from './keywords.js';
import { below, type Place } from './place.js';
import { loss, settled, translated, type Narrowing, type TranslatedValue } from './translated-value.js';
import type { Inner } from './translator.js';

const mostItems = 1_000_000;

/** `type: array`. */
export function listValue(keywords: Keywords, place: Place, inner: Inner): TranslatedValue {
  const losses: Loss[] = [];
  if (own(keywords, 'uniqueItems') === true) {
    losses.push(
      loss('loosened', below(place, 'uniqueItems'), 'uniqueItems', 'A contract lets items repeat.'),
    );
  }
  if (own(keywords, 'contains') !== undefined) {
    losses.push(loss('loosened', below(place, 'contains'), 'contains', 'A contract has no "contains".'));
  }
  const narrowing = countsOf(keywords);
  const items = itemsOf(keywords, place, inner);
  return translated(
    { type: 'array', items: items.shape },
    { narrowing, losses: [...losses, ...items.losses], renames: items.renames },
  );
}

function itemsOf(keywords: Keywords, place: Place, inner: Inner): TranslatedValue {
  const given = own(keywords, 'items');
  const isTuple = Array.isArray(given) || listOf(keywords, 'prefixItems') !== undefined;
  if (isTuple) {
    const at = below(place, Array.isArray(given) ? 'items' : 'prefixItems');
    const reason = 'Each place of the list has a type of its own; here all items have one.';
    return translated({ type: 'json' }, { losses: [loss('json', at, 'tuple', reason)] });
  }
  const at = below(place, 'items');
  if (given === false) {
    return translated(
      { type: 'json' },
      { losses: [loss('json', at, 'items', 'Only an empty list was allowed.')] },
    );
  }
  const schema = isRecord(given) ? given : undefined;
  if (saysNothing(keywordsOf(schema))) return translated({ type: 'json' });
  const value = settled(inner(schema, at), at);
  if (!value.nullable) return value;
  const reason = 'An item may be null, and a typed list holds none.';
  return translated({ type: 'json' }, { losses: [loss('json', at, 'nullable item', reason)] });
}

function countsOf(keywords: Keywords): Narrowing {
  const fewest = numberOf(keywords, 'minItems');
  const most = numberOf(keywords, 'maxItems');
  return {
    ...(isCount(fewest) && fewest > 0 ? { minItems: fewest } : {}),
    ...(isCount(most) ? { maxItems: most } : {}),
  };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= mostItems;
}
