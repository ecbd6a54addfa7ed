import type { Scalar, ValueShape, ValueType } from '../../catalog/model.js';
import { pointerTo } from '../../catalog/pointer.js';
import { shown } from '../../catalog/quote.js';
import { forEachDeclaration, shapesIn } from '../declarations.js';
import type { Remark, Rule } from '../rule.js';

type Companion = 'items' | 'properties' | 'precision' | 'scale';

interface CompanionRow {
  /** The type that cannot do without it. */
  readonly type: ValueType;
  /** Another that may have it. */
  readonly also?: ValueType;
  readonly says: string;
}

const companions: Readonly<Record<Companion, CompanionRow>> = {
  items: { type: 'array', says: 'what each item is, as in {"type": "string"}' },
  properties: {
    type: 'object',
    says: 'its keys with their types (for an object of any shape take the type json)',
  },
  precision: { type: 'decimal', also: 'bigint', says: 'how many digits there are in all' },
  scale: { type: 'decimal', says: 'how many digits stand after the point' },
};

function* companionsOf(shape: ValueShape): Iterable<readonly [pointer: string, message: string]> {
  for (const [name, { type, also, says }] of Object.entries(companions)) {
    const there = shape[name as Companion] !== undefined;
    if (shape.type === type && !there) yield ['', `A value of type ${type} needs "${name}": ${says}.`];
    if (shape.type !== type && shape.type !== also && there) {
      const owners = also === undefined ? `the type ${type}` : `the types ${type} and ${also}`;
      yield [`/${name}`, `"${name}" belongs to ${owners}, not to ${shape.type}.`];
    }
  }
  if (
    shape.type === 'object' &&
    shape.properties !== undefined &&
    Object.keys(shape.properties).length === 0
  ) {
    yield ['/properties', 'An object without any property could hold nothing.'];
  }
  if (shape.precision !== undefined && shape.scale !== undefined && shape.scale > shape.precision) {
    yield ['/scale', `The scale ${shape.scale} is larger than the precision ${shape.precision}.`];
  }
}

/** Whether a value that stands in a catalog (as an allowed one) is one that the type has; undefined for types without such lists. */
export function isOfType(type: ValueType, value: Scalar): boolean | undefined {
  if (type === 'string') return typeof value === 'string';
  if (type === 'integer') return Number.isSafeInteger(value);
  if (type === 'number') return typeof value === 'number';
  return undefined;
}

function* valuesOf(shape: ValueShape): Iterable<readonly [pointer: string, message: string]> {
  for (const [index, value] of (shape.values ?? []).entries()) {
    const fits = isOfType(shape.type, value);
    if (fits === undefined) {
      yield ['/values', `Only string, integer and number can have a list of values, not ${shape.type}.`];
      return;
    }
    if (!fits) yield [pointerTo('/values', index), `The value ${shown(value)} is not of type ${shape.type}.`];
  }
}

export const declarationShape: Rule = {
  id: 'declaration-shape',
  purpose: 'A declaration has what its type needs and nothing that belongs to another type.',
  severity: 'error',
  firm: true,
  handlers: forEachDeclaration(function* ({ declaration, file, pointer }): Iterable<Remark> {
    for (const inner of shapesIn(declaration, pointer)) {
      for (const [at, message] of [...companionsOf(inner.shape), ...valuesOf(inner.shape)]) {
        yield { file, pointer: `${inner.pointer}${at}`, message };
      }
    }
  }),
};
