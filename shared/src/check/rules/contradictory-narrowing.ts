import type { FieldDeclaration, FieldUse, Scalar, ValueType } from '../../catalog/model.js';
import { pointerTo } from '../../catalog/pointer.js';
import { shown } from '../../catalog/quote.js';
import { didYouMean } from '../../catalog/suggest.js';
import { mechanical } from '../repairs/repair.js';
import type { Remark, Rule } from '../rule.js';
import { forEachUse } from '../uses.js';
import { isOfType } from './declaration-shape.js';

type Narrowing = Exclude<keyof FieldUse, 'required' | 'nullable'>;
/** `senseless`: what stands there could not mean anything, so it may go. */
type Saying = Pick<Remark, 'pointer' | 'message' | 'fix'> & { readonly senseless?: boolean };

const types: Readonly<Record<Narrowing, readonly ValueType[]>> = {
  enum: ['string', 'integer', 'number'],
  minimum: ['integer', 'number'],
  maximum: ['integer', 'number'],
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  format: ['string'],
  minItems: ['array'],
  maxItems: ['array'],
};

const pairs = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minItems', 'maxItems'],
] as const;

function* wrongTypes(use: FieldUse, type: ValueType): Iterable<Saying> {
  for (const name of Object.keys(use)) {
    const allowed = types[name as Narrowing] as readonly ValueType[] | undefined;
    if (allowed === undefined || allowed.includes(type)) continue;
    yield {
      pointer: `/${name}`,
      message: `"${name}" narrows ${allowed.join(', ')}; this field is of type ${type}.`,
      fix: `Take "${name}" out.`,
      senseless: true,
    };
  }
}

function* crossedBounds(use: FieldUse, type: ValueType): Iterable<Saying> {
  for (const [low, high] of pairs) {
    const from = use[low];
    const to = use[high];
    if (from === undefined || to === undefined) continue;
    if (from > to) {
      yield {
        pointer: `/${low}`,
        message: `"${low}" ${from} is larger than "${high}" ${to}, so nothing fits.`,
      };
    } else if (low === 'minimum' && type === 'integer' && Math.ceil(from) > Math.floor(to)) {
      yield {
        pointer: `/${low}`,
        message: `There is no whole number from ${from} to ${to}, so nothing fits.`,
      };
    }
  }
}

function* enumSayings(list: readonly Scalar[], declaration: FieldDeclaration): Iterable<Saying> {
  if (list.length === 0) {
    yield {
      pointer: '/enum',
      message: 'An empty "enum" allows nothing.',
      fix: 'Name values, or take it out.',
    };
  }
  const { type, values } = declaration;
  const known = values === undefined ? undefined : new Set(values);
  for (const [index, value] of list.entries()) {
    const pointer = pointerTo('/enum', index);
    if (isOfType(type, value) === false) {
      yield { pointer, message: `The value ${shown(value)} is not of the field's type, ${type}.` };
    } else if (known !== undefined && !known.has(value)) {
      yield {
        pointer,
        message: `The value ${shown(value)} is not among the "values" of the field's declaration.`,
        fix:
          didYouMean(String(value), [...known].map(String)) ??
          'Add it to the declaration first, or take it out.',
      };
    }
  }
}

/** Whether a value is within what the use says apart from `enum`; patterns and formats are the judge's to read. */
function isWithin(use: FieldUse, value: Scalar): boolean {
  if (typeof value === 'number') {
    return value >= (use.minimum ?? -Infinity) && value <= (use.maximum ?? Infinity);
  }
  const length = Array.from(String(value)).length;
  return length >= (use.minLength ?? 0) && length <= (use.maxLength ?? Infinity);
}

function* nothingLeft(use: FieldUse, declaration: FieldDeclaration): Iterable<Saying> {
  const values = use.enum ?? declaration.values;
  if (values === undefined || values.length === 0 || values.some((value) => isWithin(use, value))) return;
  yield { pointer: '', message: 'None of the allowed values is within these bounds, so nothing fits.' };
}

/** Everything that a contract says of a field which the declaration does not allow, or which leaves nothing to send. */
export function* narrowingProblems(use: FieldUse, declaration: FieldDeclaration): Iterable<Saying> {
  const wrong = [...wrongTypes(use, declaration.type)];
  yield* wrong;
  if (wrong.length > 0) return;
  const crossed = [...crossedBounds(use, declaration.type)];
  yield* crossed;
  const listed = use.enum === undefined ? [] : [...enumSayings(use.enum, declaration)];
  yield* listed;
  if (crossed.length === 0 && listed.length === 0) yield* nothingLeft(use, declaration);
}

/** Most uses say at most that the field is required. */
function isNarrowing(use: FieldUse): boolean {
  for (const key in use) if (key !== 'required' && key !== 'nullable') return true;
  return false;
}

export const contradictoryNarrowing: Rule = {
  id: 'contradictory-narrowing',
  purpose: 'A contract narrows a field in ways that its type has and that leave something to send.',
  severity: 'error',
  firm: true,
  handlers: forEachUse(function* (placed) {
    if (!isNarrowing(placed.use) || placed.declaration === undefined) return;
    const { file } = placed;
    for (const { senseless, ...said } of narrowingProblems(placed.use, placed.declaration)) {
      const pointer = `${placed.pointer}${said.pointer}`;
      const repair = senseless === true ? { repair: mechanical({ kind: 'remove', file, pointer }) } : {};
      yield { ...said, file, pointer, ...repair };
    }
  }),
};
