import type { Draft, LogEntry } from '../../../api/git.js';
import type { Choice } from '../../parts/choice.js';
import { whenText } from '../../parts/when.js';
import { texts } from '../../texts/texts.js';

const words = texts.changes;
const commitId = /^[0-9a-f]{40}$/u;

/** What can be compared: the last commit, drafts, and commits. What a link named is among them, whatever it is. */
export function sideChoices(
  known: { readonly drafts: readonly Draft[]; readonly entries: readonly LogEntry[] },
  named: string,
): readonly Choice[] {
  const choices: readonly Choice[] = [
    { value: 'HEAD', label: words.sinceCommit },
    ...known.drafts.map(({ branch, title, place }) => ({
      // What only the remote has is known here by another name.
      value: place === 'remote' ? `origin/${branch}` : branch,
      label: title,
      hint: words.draftHint(place === 'remote' ? `origin/${branch}` : branch),
    })),
    ...known.entries.map(({ commit, title, who, when }) => ({
      value: commit,
      label: title,
      hint: `${commit.slice(0, 10)} · ${who} · ${whenText(when)}`,
    })),
  ];
  if (named === '' || choices.some(({ value }) => value === named)) return choices;
  return [{ value: named, label: commitId.test(named) ? named.slice(0, 10) : named }, ...choices];
}
