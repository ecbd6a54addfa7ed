import type { Subject, Touched } from '@eventbook/shared/diff/change';
import { groupedWords } from '@eventbook/shared/diff/sentences';
import type { ReactNode } from 'react';
import { texts } from '../../texts/texts.js';

const words = texts.changes;
const mostListed = 6;

/** Whom and what a change touches, a line for each kind. */
export function TouchedFacts({
  kind,
  touched,
}: {
  readonly kind: Subject['kind'];
  readonly touched: Touched;
}): ReactNode {
  const facts: readonly (readonly [title: string, text: string])[] = [
    [words.touched.events, kind === 'event' ? '' : listed(touched.events)],
    [words.touched.sources, groupedWords(touched.sources)],
    [words.touched.environments, kind === 'environment' ? '' : listed(touched.environments)],
    [words.touched.langpacks, groupedWords(touched.langpacks)],
    [words.touched.owners, listed(touched.owners)],
    [words.touched.destinations, listed(touched.destinations)],
  ];
  const there = facts.filter(([, text]) => text !== '');
  if (there.length === 0) return null;
  return (
    <dl className="touched">
      {there.map(([title, text]) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function listed(names: readonly string[]): string {
  if (names.length <= mostListed) return names.join(', ');
  return `${names.slice(0, mostListed).join(', ')} ${words.andMore(names.length - mostListed)}`;
}
