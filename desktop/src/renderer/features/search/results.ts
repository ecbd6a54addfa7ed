import type { Command } from '../../app/feature.js';
import { useCommands } from '../../app/features-context.js';
import { placeOf } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer } from '../../client/client.js';
import type { Desk } from '../../data/desk.js';
import { texts } from '../../texts/texts.js';

export interface Result {
  readonly key: string;
  readonly title: string;
  readonly isName: boolean;
  readonly beside: string;
  readonly below: string;
  readonly kind: string;
  readonly keys?: string;
  readonly terms: readonly string[];
  readonly run: (desk: Desk) => void;
}

const mostCommands = 6;

/** What answers to some words: commands whose title has them, then things of the catalog, best first. */
export function useResults(asked: string): {
  readonly results: readonly Result[];
  readonly settled: boolean;
} {
  const words = asked.trim();
  const commands = useCommands();
  const { data, isFetching } = useAnswer(
    'search.find',
    { words, limit: 50 },
    { enabled: words !== '', keep: true },
  );
  const things = (words === '' ? [] : (data ?? [])).map(({ kind, name, title, excerpt, terms }): Result => ({
    key: `${kind}:${name}`,
    title: name,
    isName: true,
    beside: title,
    below: excerpt,
    kind: texts.search.kinds[kind],
    terms,
    run: () => goTo(placeOf(kind, name)),
  }));
  return { results: [...commandResults(commands, words), ...things], settled: !isFetching };
}

function commandResults(commands: readonly Command[], words: string): Result[] {
  const parts = words.toLowerCase().split(/\s+/u);
  return commands
    .filter(({ id, title }) => id !== 'search' && parts.every((part) => title.toLowerCase().includes(part)))
    .slice(0, mostCommands)
    .map(({ id, title, keys, run }) => ({
      key: `command:${id}`,
      title,
      isName: false,
      beside: '',
      below: '',
      kind: texts.search.command,
      terms: parts,
      run,
      ...(keys === undefined ? {} : { keys }),
    }));
}
