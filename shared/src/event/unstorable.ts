import { pointerTo } from '../catalog/pointer.js';
import { wellFormed } from './json-text.js';
import type { Violation } from './violation.js';

/** How deep an event may nest, counting the envelope and its `fields`. */
export const mostLevels = 64;

const longestStep = 100;
const surrogate = /\p{Surrogate}/u;

/**
 * The first thing in a parsed value that could not be stored as it was judged: too many levels, a number
 * that overflowed (written again it would be null), half of a character. `level` is the value's own level.
 */
export function findUnstorable(value: unknown, pointer: string, level: number): Violation | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const message = `${placeOf(pointer)} is a number too large for any computer's double`;
    return { code: 'type', pointer, message };
  }
  if (typeof value === 'string' && surrogate.test(value)) return halfCharacter(pointer, 'holds');
  return typeof value === 'object' && value !== null ? findInside(value, pointer, level) : undefined;
}

function findInside(value: object, pointer: string, level: number): Violation | undefined {
  if (level > mostLevels) {
    return {
      code: 'too_deep',
      pointer: wellFormed(pointer),
      message: `the event nests more than ${mostLevels} levels deep`,
    };
  }
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      const found = findUnstorable(value[index], `${pointer}/${index}`, level + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    const place = childPointer(pointer, key);
    if (surrogate.test(key)) return halfCharacter(place, 'is a key with');
    const found = findUnstorable(item, place, level + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The pointer to a member; a key of a sender's own making is cut, and made writable as UTF-8. */
export function childPointer(pointer: string, key: string): string {
  return pointerTo(pointer, wellFormed(key.slice(0, longestStep)));
}

/** A pointer below /fields as people write it: `items[2].price`. */
export function placeOf(pointer: string): string {
  const [, , first = 'the event', ...rest] = pointer.split('/');
  const steps = rest.map((step) => (/^[0-9]+$/.test(step) ? `[${step}]` : `.${step}`));
  return [first, ...steps].join('').replaceAll('~1', '/').replaceAll('~0', '~');
}

function halfCharacter(pointer: string, verb: string): Violation {
  const message = `${placeOf(pointer)} ${verb} half of a character (a lone surrogate such as \\ud800)`;
  return { code: 'invalid_unicode', pointer, message };
}
