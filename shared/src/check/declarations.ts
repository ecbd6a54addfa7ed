import type { Environment, Event, FieldDeclaration, ValueShape } from '../catalog/model.js';
import { cardPath, fieldPath, type HolderKind } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import type { Remark, RuleContext, RuleHandlers } from './rule.js';

/** A declaration and where it stands. */
export interface PlacedDeclaration {
  readonly name: string;
  readonly declaration: FieldDeclaration;
  readonly file: string;
  readonly pointer: string;
}

/** The local fields of one card. */
export function* localDeclarations(
  kind: HolderKind,
  holder: Event | Environment,
): Iterable<PlacedDeclaration> {
  const file = cardPath(kind, holder.name);
  for (const [name, declaration] of Object.entries(holder.card.fields ?? {})) {
    yield { name, declaration, file, pointer: pointerTo('/fields', name) };
  }
}

/** Handlers that look at every declaration, in the dictionary and on cards. */
export function forEachDeclaration(
  check: (placed: PlacedDeclaration, context: RuleContext) => Iterable<Remark>,
): Required<Pick<RuleHandlers, 'field' | 'environment' | 'event'>> {
  return {
    *field(declaration, context, name) {
      yield* check({ name, declaration, file: fieldPath(name), pointer: '' }, context);
    },
    *environment(environment, context) {
      for (const placed of localDeclarations('environment', environment)) yield* check(placed, context);
    },
    *event(event, context) {
      for (const placed of localDeclarations('event', event)) yield* check(placed, context);
    },
  };
}

/** A shape and all shapes inside of it, with their pointers. */
export function* shapesIn(
  shape: ValueShape,
  pointer: string,
): Iterable<{ readonly shape: ValueShape; readonly pointer: string }> {
  yield { shape, pointer };
  if (shape.items !== undefined) yield* shapesIn(shape.items, pointerTo(pointer, 'items'));
  for (const [name, property] of Object.entries(shape.properties ?? {})) {
    yield* shapesIn(property, pointerTo(pointer, 'properties', name));
  }
}
