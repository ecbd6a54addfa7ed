import { allowedValues, narrowingWords } from '../../catalog/describe.js';
import type { Contract, FieldUse } from '../../catalog/model.js';

/** What one version says otherwise than the one before it, as a reader of the book wants it told. */
export interface ContractChange {
  readonly kind: 'added' | 'changed' | 'gone';
  readonly field: string;
  readonly words: string;
}

/** Compares two versions of one holder. Declarations are the same for both, so only uses can differ. */
export function contractChanges(before: Contract, after: Contract): ContractChange[] {
  const changes: ContractChange[] = [];
  for (const [field, use] of Object.entries(after.fields)) {
    const known = Object.hasOwn(before.fields, field) ? before.fields[field] : undefined;
    if (known === undefined) {
      const words = use.required === true ? 'new, required' : 'new, optional';
      changes.push({ kind: 'added', field, words: [words, ...narrowed(use)].join('; ') });
    } else {
      const words = useChanges(known, use);
      if (words.length > 0) changes.push({ kind: 'changed', field, words: words.join('; ') });
    }
  }
  for (const field of Object.keys(before.fields)) {
    if (!Object.hasOwn(after.fields, field)) changes.push({ kind: 'gone', field, words: 'no longer there' });
  }
  return changes;
}

function useChanges(before: FieldUse, after: FieldUse): string[] {
  const words: string[] = [];
  if ((before.required === true) !== (after.required === true)) {
    words.push(after.required === true ? 'now required' : 'now optional');
  }
  const then = narrowed(before);
  const now = narrowed(after);
  const come = now.filter((word) => !then.includes(word));
  const gone = then.filter((word) => !now.includes(word));
  if (come.length > 0) words.push(`now ${come.join(', ')}`);
  if (gone.length > 0) words.push(`no longer ${gone.join(', ')}`);
  return words;
}

function narrowed(use: FieldUse): string[] {
  const values = allowedValues(use, undefined);
  return [
    ...narrowingWords(use),
    ...(values === undefined ? [] : [`one of ${values.map(String).join(', ')}`]),
  ];
}
