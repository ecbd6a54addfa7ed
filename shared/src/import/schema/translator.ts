import type { ForeignSchema } from '../foreign.js';
import type { Loss } from '../loss.js';
import { without } from '../without.js';
import { alternatives } from './alternatives.js';
import { intersectionOfAll } from './intersection.js';
import {
  allowedValues,
  isRecord,
  keywordsOf,
  listOf,
  own,
  saysNothing,
  textOf,
  typesOf,
  type Keywords,
} from './keywords.js';
import { listValue } from './list-value.js';
import { numberValue } from './number-value.js';
import { objectValue } from './object-value.js';
import { below, type Place } from './place.js';
import { follow, type Documents } from './references.js';
import { textValue } from './text-value.js';
import { asJson, loss, translated, type TranslatedValue } from './translated-value.js';

/** Deeper than this nobody stores a value (see event/unstorable.ts). */
const deepest = 60;
/** References can make a small file into an endless one. */
const mostSchemas = 20_000;

/** A schema with its references followed and its `allOf` joined. */
export interface Plain {
  readonly keywords: Keywords;
  readonly place: Place;
  readonly losses: readonly Loss[];
  /** Why it is not known what the schema says. */
  readonly unknown?: string;
}

/** What translates the schemas inside of one. */
export type Inner = (schema: ForeignSchema | undefined, place: Place) => TranslatedValue;

/** Puts the schemas of one version into the words of the catalog. */
export class Translator {
  readonly #documents: Documents;
  #schemas = 0;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  readonly value: Inner = (schema, place) => {
    this.#schemas += 1;
    if (place.depth > deepest) return asJson(place, 'depth', 'It is nested too deeply.');
    if (this.#schemas > mostSchemas)
      return asJson(place, 'size', 'The schema is too large to be read to its end.');
    const plain = this.plain(schema, place);
    if (plain.unknown !== undefined) return asJson(plain.place, '$ref', `${plain.unknown}.`);
    const value = this.#byType(plain.keywords, plain.place);
    return plain.losses.length === 0 ? value : { ...value, losses: [...plain.losses, ...value.losses] };
  };

  /** Follows references and joins what `allOf` says, as far as that goes. */
  plain(schema: ForeignSchema | undefined, start: Place): Plain {
    let keywords = keywordsOf(schema);
    let place = start;
    for (
      let reference = textOf(keywords, '$ref');
      reference !== undefined;
      reference = textOf(keywords, '$ref')
    ) {
      const target = follow(reference, place, this.#documents);
      if ('missing' in target) return { keywords: {}, place, losses: [], unknown: target.missing };
      keywords = keywordsOf(target.found);
      place = target.place;
    }
    const parts = listOf(keywords, 'allOf');
    if (parts === undefined) return { keywords, place, losses: [] };
    const beside = without(keywords, 'allOf');
    const plainParts = parts.map((part, index) =>
      this.plain(
        isRecord(part) || typeof part === 'boolean' ? part : undefined,
        below(place, 'allOf', index),
      ),
    );
    const joined = intersectionOfAll([beside, ...plainParts.map((part) => part.keywords)]);
    const lost = joined.lost.map((keyword) =>
      loss('loosened', place, 'allOf', `Of two that "allOf" joins, only one ${keyword} could be kept.`),
    );
    const unknown = plainParts.flatMap(({ unknown }) =>
      unknown === undefined ? [] : [loss('loosened', place, '$ref', `${unknown}.`)],
    );
    const losses = [...plainParts.flatMap((part) => part.losses), ...lost, ...unknown];
    return { keywords: joined.keywords, place, losses };
  }

  #byType(keywords: Keywords, place: Place): TranslatedValue {
    if (saysNothing(keywords)) return translated({ type: 'json' });
    const choice = alternatives(keywords, place, this.value);
    if (choice !== undefined) return choice;
    const found = typesOf(keywords);
    if (found === undefined)
      return asJson(place, 'type', 'The schema does not say which type the value has.');
    const types = new Set(found);
    const nullable = types.delete('null');
    if (types.has('number')) types.delete('integer');
    const [type] = types;
    if (type === undefined) {
      const what = nullable ? 'Only null is allowed, and no type of ours is that.' : 'Nothing is allowed.';
      return asJson(place, 'type', what);
    }
    if (types.size > 1) {
      return asJson(place, 'type', `The value may be of several types: ${[...types].join(', ')}.`);
    }
    const value = this.#ofType(type, keywords, place);
    return withLeftovers({ ...value, nullable: nullable && value.shape.type !== 'json' }, keywords, place);
  }

  #ofType(type: string, keywords: Keywords, place: Place): TranslatedValue {
    if (type === 'string') return textValue(keywords, place);
    if (type === 'integer' || type === 'number') return numberValue(type, keywords, place);
    if (type === 'array') return listValue(keywords, place, this.value);
    if (type === 'object') return objectValue(keywords, place, this.value);
    return booleanValue(keywords, place);
  }
}

function booleanValue(keywords: Keywords, place: Place): TranslatedValue {
  const values = new Set(allowedValues(keywords)?.filter((value) => typeof value === 'boolean'));
  if (values.size !== 1) return translated({ type: 'boolean' });
  const reason = `Only ${String([...values][0])} was allowed; a boolean may be either.`;
  return translated({ type: 'boolean' }, { losses: [loss('loosened', place, 'enum', reason)] });
}

/** Keywords that say something of a value of any type, and that no contract has a word for. */
function withLeftovers(value: TranslatedValue, keywords: Keywords, place: Place): TranslatedValue {
  if (value.shape.type === 'json') return value;
  const left = ['anyOf', 'oneOf', 'not', 'if'].filter((name) => own(keywords, name) !== undefined);
  if (left.length === 0) return value;
  const losses = left.map((name) =>
    loss('loosened', below(place, name), name, `A contract has no word for what "${name}" says here.`),
  );
  return { ...value, losses: [...value.losses, ...losses] };
}
