import type { ReactNode } from 'react';
import { useAnswer } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { type JsonObject, objectIn, textIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { ChoiceMany } from '../../parts/ChoiceMany.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import { choicesOf, titleOf } from './choices.js';

const words = texts.event;

/** Where an event may be sent from. What is published is never taken off, only ended from a day on: today, unless changed. */
export function Environments({
  name,
  value,
  onChange,
}: {
  readonly name: string;
  readonly value: JsonObject;
  readonly onChange: (value: JsonObject, label: string) => void;
}): ReactNode {
  const outline = useStore(useDesk().outline);
  const { data: published = [] } = useAnswer('catalog.publishedEnvironments', { event: name });
  const change = (next: readonly string[]): void => {
    const today = new Date().toISOString().slice(0, 10);
    const ended = Object.keys(value).filter((each) => !next.includes(each) && published.includes(each));
    const kept = [...new Set([...next, ...ended])].sort();
    const changed = Object.fromEntries(
      kept.map((each) => [each, ended.includes(each) ? { ended: today } : objectIn(value[each])]),
    );
    onChange(changed, ended.length > 0 ? words.undo.ended : words.undo.environments);
  };
  return (
    <ChoiceMany
      label={words.environments}
      choices={choicesOf(outline.environment)}
      values={Object.keys(value)}
      onChange={change}
      removeWords={(choice) => (published.includes(choice.value) ? words.end(choice.label) : undefined)}
      chip={({ value: environment }) => {
        const ended = textIn(objectIn(value[environment])['ended']);
        return (
          <>
            <ThingLink kind="environment" name={environment}>
              {titleOf(outline.environment, environment)}
            </ThingLink>
            {ended !== '' && (
              <input
                type="date"
                className="ended-date"
                aria-label={words.endedFrom(titleOf(outline.environment, environment))}
                title={words.ended(ended)}
                value={ended}
                onChange={({ target }) => {
                  const said = target.value === '' ? {} : { ended: target.value };
                  onChange({ ...value, [environment]: said }, words.undo.ended);
                }}
              />
            )}
          </>
        );
      }}
    />
  );
}
