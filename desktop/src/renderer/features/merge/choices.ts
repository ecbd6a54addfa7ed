import type { MergeFile, MergePlace, MergePlan } from '../../../api/merge.js';
import type { RequestOf } from '../../../api/methods.js';
import { jsonOf } from '../../data/lenient.js';
import { Store } from '../../data/store.js';

/** What a person wants for one place. */
export type MergeChoice = { readonly take: 'ours' | 'theirs' } | { readonly typed: string };

/** By `keyOf`; kept while one looks at something else. */
export const mergeChoices = new Store<ReadonlyMap<string, MergeChoice>>(new Map());

/** A choice is for what was seen: when a side says something else later, the place is open again. */
export function keyOf(file: MergeFile, place: MergePlace): string {
  return JSON.stringify([file.path, place.pointer, place.ours, place.theirs]);
}

/** Whether a place holds plain text, on both sides: then people need not write JSON. */
export function isText({ form }: MergeFile, { ours, theirs }: MergePlace): boolean {
  return form === 'text' || [ours, theirs].every((side) => side === undefined || textIn(side) !== undefined);
}

/** The text that a JSON string holds; undefined for any other value. */
export function textIn(json: string): string | undefined {
  const value = jsonOf(json);
  return typeof value === 'string' ? value : undefined;
}

/** What was typed, as the backend wants it; undefined where it cannot be read. */
export function typedValue(file: MergeFile, place: MergePlace, typed: string): string | undefined {
  if (file.form === 'text') return typed;
  if (isText(file, place)) return JSON.stringify(typed);
  return jsonOf(typed) === undefined ? undefined : typed;
}

type Choices = RequestOf<'git.merge'>['choices'];

/** What was decided of a plan so far, as the backend wants it. */
export function decidedOf(plan: MergePlan, choices: ReadonlyMap<string, MergeChoice>): Choices {
  return plan.files.flatMap((file) =>
    file.places.flatMap((place): Choices => {
      const { path } = file;
      const { pointer } = place;
      const choice = choices.get(keyOf(file, place));
      if (choice === undefined) return [];
      if ('take' in choice) return [{ path, pointer, take: choice.take }];
      const value = typedValue(file, place, choice.typed);
      return value === undefined ? [] : [{ path, pointer, value }];
    }),
  );
}
