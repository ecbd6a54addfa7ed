import type { FieldDeclaration, FieldUse, ValueShape } from '../../catalog/model.js';
import type { Loss } from '../loss.js';
import type { NameAllocator } from '../names/name-allocator.js';
import { fieldPointer, type TranslatedField, type TranslatedVersion } from '../schema/translate-version.js';
import { loss, type TranslatedValue } from '../schema/translated-value.js';
import { asText, isText } from './as-text.js';
import { isWiderInside, mergeShapes } from './merge-shapes.js';

/** A field of the foreign schema in one version of its event. */
export interface Occurrence {
  readonly version: TranslatedVersion;
  readonly field: TranslatedField;
  /** Of the contract that the version becomes. */
  readonly contract: number;
}

/** What one occurrence became. */
export interface PlacedField {
  readonly occurrence: Occurrence;
  readonly name: string;
  readonly use: FieldUse;
  readonly losses: readonly Loss[];
  readonly renames: TranslatedValue['renames'];
}

export interface FieldHistory {
  /** By name; more than one where the type truly changed on the way. */
  readonly declarations: ReadonlyMap<string, FieldDeclaration>;
  readonly placed: readonly PlacedField[];
}

/** Declarations that stand already and may not change, by name. */
export type Prior = (name: string) => FieldDeclaration | undefined;

/**
 * The declarations behind one field of all versions. A type that truly changes gets a name of its own, `price_v3`,
 * because what a declaration fixes stays fixed.
 * @param base what the field is called as long as its type stays
 */
export function fieldHistory(
  occurrences: readonly Occurrence[],
  base: string,
  names: NameAllocator,
  prior: Prior,
): FieldHistory {
  const groups: Group[] = [];
  for (const { occurrence, value } of alike(occurrences, prior(base))) {
    const shape = withValues(value);
    const known = groups.find((group) => mergeShapes(group.shape, shape, group.isFixed) !== undefined);
    const group = known ?? groupFor(occurrence, shape, base, groups.length === 0, names, prior);
    if (known === undefined) groups.push(group);
    group.shape = mergeShapes(group.shape, shape, group.isFixed) ?? group.shape;
    group.members.push({ occurrence, value });
  }
  return {
    declarations: new Map(groups.map((group) => [group.name, declarationOf(group)])),
    placed: groups.flatMap((group) => group.members.map((member) => placedField(member, group))),
  };
}

interface Member {
  readonly occurrence: Occurrence;
  readonly value: TranslatedValue;
}

interface Group {
  readonly name: string;
  /** As it stands in the catalog already. */
  readonly prior: FieldDeclaration | undefined;
  readonly isFixed: boolean;
  shape: ValueShape;
  readonly members: Member[];
}

/** Where some versions have plain text and others text of a format, all have plain text. */
function alike(occurrences: readonly Occurrence[], prior: FieldDeclaration | undefined): Member[] {
  const kinds = new Set(
    occurrences.filter(({ field }) => isText(field.value)).map(({ field }) => field.value.shape.type),
  );
  const asPlain = prior === undefined ? kinds.size > 1 : prior.type === 'string';
  return occurrences.map((occurrence) => {
    const { value, name } = occurrence.field;
    if (!asPlain) return { occurrence, value };
    return { occurrence, value: asText(value, fieldPointer(occurrence.version.version, name)) };
  });
}

function withValues({ shape, narrowing }: TranslatedValue): ValueShape {
  return narrowing.enum === undefined ? shape : { ...shape, values: narrowing.enum };
}

function groupFor(
  { contract }: Occurrence,
  shape: ValueShape,
  base: string,
  isFirst: boolean,
  names: NameAllocator,
  prior: Prior,
): Group {
  const candidates = [base, `${base}_v${contract}`];
  const standing = candidates.find((name) => {
    const declared = prior(name);
    return declared !== undefined && mergeShapes<ValueShape>(declared, shape, true) !== undefined;
  });
  if (standing !== undefined) {
    const declared = prior(standing);
    return { name: standing, prior: declared, isFixed: true, shape: declared ?? shape, members: [] };
  }
  const isFree = isFirst && prior(base) === undefined;
  const name = isFree ? base : names.allocate(`${base}_v${contract}`);
  return { name, prior: undefined, isFixed: false, shape, members: [] };
}

function declarationOf(group: Group): FieldDeclaration {
  const { shape, prior, members } = group;
  if (prior !== undefined) return { ...prior, ...shape };
  const newest = members.map(({ occurrence }) => occurrence.field).reverse();
  const title = newest.find((field) => field.title !== undefined)?.title;
  const description = newest.find((field) => field.description !== undefined)?.description;
  const examples = newest.find((field) => field.examples !== undefined)?.examples;
  return {
    ...shape,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(examples === undefined ? {} : { examples }),
  };
}

function placedField({ occurrence, value }: Member, group: Group): PlacedField {
  const losses = [...value.losses];
  if (isWiderInside(group.shape, value.shape)) {
    const pointer = fieldPointer(occurrence.version.version, occurrence.field.name);
    const place = { document: '', pointer, depth: 0, followed: new Set<string>() };
    const reason = 'Inside of a value, the allowed values are those of all versions together.';
    losses.push(loss('loosened', place, 'inner enum', reason));
  }
  const use: FieldUse = {
    ...(occurrence.field.required ? { required: true } : {}),
    ...(value.nullable ? { nullable: true } : {}),
    ...value.narrowing,
  };
  return { occurrence, name: group.name, use, losses, renames: value.renames };
}
