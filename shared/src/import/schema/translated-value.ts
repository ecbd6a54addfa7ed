import type { FieldUse, PropertyShape, ValueShape } from '../../catalog/model.js';
import type { Loss, LossEffect } from '../loss.js';
import { noRenames, type Renames } from '../names/renames.js';
import type { Place } from './place.js';

/** What a contract may say of a field beyond its declaration. */
export type Narrowing = Omit<FieldUse, 'required' | 'nullable'>;

/** What a schema of one value came to. */
export interface TranslatedValue {
  /** Without allowed values of its own: those are in the narrowing until it is known where the value stands. */
  readonly shape: ValueShape;
  readonly nullable: boolean;
  readonly narrowing: Narrowing;
  readonly losses: readonly Loss[];
  /** What became of names inside of it. */
  readonly renames: Renames;
}

export function translated(
  shape: ValueShape,
  parts: Partial<Omit<TranslatedValue, 'shape'>> = {},
): TranslatedValue {
  return { shape, nullable: false, narrowing: {}, losses: [], renames: noRenames, ...parts };
}

export function loss(effect: LossEffect, place: Place, keyword: string, reason: string): Loss {
  return { effect, pointer: place.pointer, keyword, reason };
}

/** A value of which nothing can be said. It may be null, which `json` allows by itself. */
export function asJson(place: Place, keyword: string, reason: string): TranslatedValue {
  return translated({ type: 'json' }, { losses: [loss('json', place, keyword, reason)] });
}

/**
 * The same value where no contract reaches it: inside of a list or an object. Allowed values become the shape's own;
 * every other narrowing is lost.
 */
export function settled(value: TranslatedValue, place: Place): TranslatedValue {
  const { enum: allowed, ...others } = value.narrowing;
  const losses = Object.keys(others).map((keyword) =>
    loss(
      'loosened',
      place,
      `inner ${keyword}`,
      `A contract narrows fields, not what is inside of them: ${keyword}.`,
    ),
  );
  const shape = allowed === undefined ? value.shape : { ...value.shape, values: [...allowed] };
  return { ...value, shape, narrowing: {}, losses: [...value.losses, ...losses] };
}

/** The value as a property of an object. */
export function asProperty(
  value: TranslatedValue,
  words: Pick<PropertyShape, 'title' | 'description'>,
  required: boolean,
): PropertyShape {
  return {
    ...value.shape,
    ...words,
    ...(required ? { required } : {}),
    ...(value.nullable ? { nullable: true } : {}),
  };
}
