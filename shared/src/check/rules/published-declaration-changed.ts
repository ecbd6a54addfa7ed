import type { FieldDeclaration, ValueShape } from '../../catalog/model.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted, shown } from '../../catalog/quote.js';
import { forEachPublishedDeclaration } from '../published-declarations.js';
import type { Remark, Rule } from '../rule.js';
import { shapeChange } from '../same-shape.js';

type Saying = Pick<Remark, 'pointer' | 'message' | 'fix'>;

function valueOrNothing(value: unknown): string {
  return value === undefined ? 'nothing' : shown(value);
}

function fixedChange(before: FieldDeclaration, now: FieldDeclaration): Saying | undefined {
  const shape = shapeChange(before, now);
  const change =
    shape ??
    (before.unit === now.unit
      ? undefined
      : {
          what: '"unit"',
          before: before.unit,
          now: now.unit,
          pointer: now.unit === undefined ? '' : '/unit',
        });
  if (change === undefined) return undefined;
  const from = valueOrNothing(change.before);
  return {
    pointer: change.pointer,
    message: `its ${change.what} is fixed: it was ${from} and is now ${valueOrNothing(change.now)}`,
    fix: `${change.before === undefined ? 'Take it out' : `Put ${from} back`}, and declare a field with another name for what you need now.`,
  };
}

/** The first list of allowed values that has lost one, here or further inside. */
function lostValue(before: ValueShape, now: ValueShape, pointer: string): Saying | undefined {
  const allowed = new Set(now.values);
  const lost = before.values?.find((value) => !allowed.has(value));
  const fix = 'Put it back; a contract of a next version can leave it out with "enum".';
  if (before.values !== undefined && now.values === undefined) {
    return {
      pointer,
      message: 'its "values" are gone, and a list of values may only grow',
      fix: 'Put the list back; what is missing may be added to it.',
    };
  }
  const at = pointerTo(pointer, 'values');
  if (lost !== undefined) {
    return { pointer: at, message: `the value ${shown(lost)} is gone, and "values" may only grow`, fix };
  }
  if (before.values === undefined && now.values !== undefined) {
    const message = 'every value was allowed, and now only those of "values" are';
    return {
      pointer: at,
      message,
      fix: 'Take "values" out; a contract of a next version can narrow with "enum".',
    };
  }
  if (before.items !== undefined && now.items !== undefined) {
    return lostValue(before.items, now.items, pointerTo(pointer, 'items'));
  }
  for (const [name, property] of Object.entries(now.properties ?? {})) {
    const was = before.properties?.[name];
    const found =
      was === undefined ? undefined : lostValue(was, property, pointerTo(pointer, 'properties', name));
    if (found !== undefined) return found;
  }
  return undefined;
}

export const publishedDeclarationChanged: Rule = {
  id: 'published-declaration-changed',
  purpose: 'What a published declaration fixes stays fixed, and its list of values only grows.',
  severity: 'error',
  firm: true,
  handlers: forEachPublishedDeclaration(function* ({ name, before, now, file, pointer }) {
    const said = now === undefined ? undefined : (fixedChange(before, now) ?? lostValue(before, now, ''));
    if (said === undefined) return;
    yield {
      ...said,
      file,
      pointer: `${pointer}${said.pointer}`,
      message: `The field ${quoted(name)} is published: ${said.message}.`,
    };
  }),
};
