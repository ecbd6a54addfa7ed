import type { CatalogDiff } from './change.js';
import { byMeaning } from './effect.js';
import { meaningWords, changeWords } from './sentences.js';

/** As long as git's own tools show in one line. */
const longestTitle = 72;

/**
 * A commit message that says what a change means: a title of what weighs most, then a line for each change. Empty where
 * nothing changes its meaning.
 */
export function commitMessage({ subjects }: CatalogDiff): string {
  const all = subjects.toSorted(byMeaning);
  const [first] = all;
  if (first === undefined) return '';
  const title = (words: string): string => {
    const more = all.length === 1 ? '' : ` and ${all.length - 1} more`;
    const whole = `${nameOf(first.subject)} ${words}${more}`;
    return whole.length <= longestTitle ? whole : `${whole.slice(0, longestTitle - 1)}…`;
  };
  const [main] = first.changes;
  // What goes on behind a semicolon explains; a title has no room for it.
  const head = title(
    main === undefined ? 'changes' : (changeWords(first.subject, main.what).split(';')[0] ?? ''),
  );
  const single = all.length === 1 && first.changes.length === 1 && first.meaning === 'safe';
  if (single) return head;
  const lines = all.flatMap(({ subject, changes }) =>
    changes.map(({ what, meaning }) => {
      const note = meaning === 'safe' ? '' : ` (${meaningWords[meaning]})`;
      return `- ${nameOf(subject)}: ${changeWords(subject, what)}${note}`.replaceAll(/\s+/gu, ' ');
    }),
  );
  return `${head}\n\n${lines.join('\n')}`;
}

/** Events and fields are known by their names; of others one says what they are. */
function nameOf({ kind, name }: CatalogDiff['subjects'][number]['subject']): string {
  if (kind === 'catalog') return 'catalog.json';
  return kind === 'event' ? name : `${kind} ${name}`;
}
