import { canonicalText } from './format.js';
import { readJson } from './json-text.js';
import { fileKindOf } from './schemas/file-kinds.js';
import { type Choose, type Collision, mergeValues } from './three-way.js';

export interface MergedText {
  /** Null where the file is to go; undefined where a person has to decide. */
  readonly text: string | null | undefined;
  readonly collisions: readonly Collision[];
  /** Whether they were compared by what they say; else by the letters, and a collision is of whole texts. */
  readonly byValue: boolean;
}

/**
 * Brings two changes of one file of a catalog together; null is a file that is not there. By what the texts say, where all
 * three can be read; else by the letters, where the two sides changed different places.
 * @param choose what is to stand where they collide
 */
export function mergeTexts(
  path: string,
  base: string | null,
  ours: string | null,
  theirs: string | null,
  choose?: Choose,
): MergedText {
  if (ours === theirs || theirs === base) return { text: ours, collisions: [], byValue: true };
  if (ours === base) return { text: theirs, collisions: [], byValue: true };
  const kind = fileKindOf(path)?.kind;
  const [before, mine, other] = [base, ours, theirs].map(valueOf);
  if (kind === undefined || before === unreadable || mine === unreadable || other === unreadable) {
    return mergedLetters(base, ours, theirs, choose);
  }
  const { value, collisions } = mergeValues(before, mine, other, choose);
  if (collisions.length > 0) return { text: undefined, collisions, byValue: true };
  const text = value === undefined ? null : canonicalText(kind, value);
  return { text, collisions, byValue: true };
}

function mergedLetters(
  base: string | null,
  ours: string | null,
  theirs: string | null,
  choose: Choose | undefined,
): MergedText {
  const text = mergeSpans(base, ours, theirs);
  if (text !== undefined) return { text, collisions: [], byValue: false };
  const collision = { pointer: '', base, ours, theirs };
  const chosen = choose?.(collision)?.value;
  if (typeof chosen === 'string' || chosen === null) return { text: chosen, collisions: [], byValue: false };
  return { text: undefined, collisions: [collision], byValue: false };
}

const unreadable = Symbol('a text that is no JSON');

function valueOf(text: string | null): unknown {
  if (text === null) return undefined;
  const { value } = readJson(text, () => false);
  return value === undefined ? unreadable : value;
}

function mergeSpans(base: string | null, ours: string | null, theirs: string | null): string | undefined {
  if (base === null || ours === null || theirs === null) return undefined;
  const one = changedSpan(base, ours);
  const other = changedSpan(base, theirs);
  const [first, second] = one.start <= other.start ? [one, other] : [other, one];
  // Two that touch may be two halves of one thing.
  if (first.end >= second.start) return undefined;
  return `${base.slice(0, first.start)}${first.text}${base.slice(first.end, second.start)}${second.text}${base.slice(second.end)}`;
}

/** What of `base` became which other text, from the first letter that differs to the last. */
function changedSpan(base: string, text: string): { start: number; end: number; text: string } {
  const most = Math.min(base.length, text.length);
  let start = 0;
  while (start < most && base[start] === text[start]) start++;
  let tail = 0;
  while (tail < most - start && base[base.length - 1 - tail] === text[text.length - 1 - tail]) tail++;
  return { start, end: base.length - tail, text: text.slice(start, text.length - tail) };
}
