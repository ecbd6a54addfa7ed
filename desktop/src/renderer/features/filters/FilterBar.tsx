import { eventStatuses, privacyClasses } from '@eventbook/shared/catalog/model';
import { Bookmark, ListFilter, X } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import type { Choice } from '../../parts/choice.js';
import { ChoiceMany } from '../../parts/ChoiceMany.js';
import { texts } from '../../texts/texts.js';
import { choicesOf, useTags } from '../event/choices.js';
import { filters, forgetFilter, loadFilters, saveFilter, setFilter } from './filter-store.js';
import { useFilteredEvents } from './use-filtered.js';
import './filters.css';

const words = texts.filters;

/** Over the tree: what is asked of the events that it shows, as chips, and the filters that were kept. */
export function FilterBar(): ReactNode {
  const { transport, catalog, outline } = useDesk();
  const directory = useStore(catalog)?.directory;
  const { active, saved } = useStore(filters);
  const all = useStore(outline).event.size;
  const shown = useFilteredEvents().size;
  const choices = useChoices();
  useEffect(() => void loadFilters(transport), [transport, directory]);
  return (
    <div className="filters" role="group" aria-label={words.label}>
      <div className="filter-line">
        <ListFilter aria-hidden size={14} />
        {active.length === 0 && <span className="quiet">{words.none}</span>}
        <ChoiceMany
          label={words.label}
          choices={choices}
          values={active}
          onChange={(next) => setFilter(transport, next)}
        />
      </div>
      {active.length > 0 && (
        <div className="filter-line">
          <span className="quiet small" role="status">
            {words.shown(shown, all)}
          </span>
          <Button bare onClick={() => setFilter(transport, [])}>
            {words.clear}
          </Button>
          <SaveFilter onSave={(name) => saveFilter(transport, name)} />
        </div>
      )}
      {saved.length > 0 && (
        <ul className="saved-filters" aria-label={words.saved}>
          {saved.map(({ name, filter }) => (
            <li key={name} className="tag chip">
              <button
                type="button"
                className="link-button"
                aria-pressed={same(filter, active)}
                onClick={() => setFilter(transport, filter)}
              >
                {name}
              </button>
              <button
                type="button"
                className="chip-remove"
                aria-label={words.forget(name)}
                onClick={() => forgetFilter(transport, name)}
              >
                <X aria-hidden size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((condition) => other.includes(condition));
}

function SaveFilter({ onSave }: { readonly onSave: (name: string) => void }): ReactNode {
  const [name, setName] = useState<string>();
  if (name === undefined) {
    return (
      <Button bare onClick={() => setName('')}>
        <Bookmark aria-hidden size={13} /> {words.save}
      </Button>
    );
  }
  return (
    <form
      className="filter-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') onSave(name.trim());
        setName(undefined);
      }}
    >
      <input
        className="input"
        autoFocus
        aria-label={words.name}
        placeholder={words.name}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setName(undefined);
        }}
      />
    </form>
  );
}

function useChoices(): readonly Choice[] {
  const { environment, owner, destination } = useStore(useDesk().outline);
  const tags = useTags();
  const of = (thing: keyof typeof words.things, values: readonly Choice[]): Choice[] =>
    values.map(({ value, label }) => ({
      value: `${thing}:${value}`,
      label: `${words.things[thing]}: ${label}`,
    }));
  return [
    ...(['mine', 'found', 'changed'] as const).map((each) => ({
      value: `is:${each}`,
      label: words.is[each],
    })),
    ...of(
      'status',
      eventStatuses.map((value) => ({ value, label: texts.event.status[value] })),
    ),
    ...of('owner', choicesOf(owner)),
    ...of('environment', choicesOf(environment)),
    ...of('destination', choicesOf(destination)),
    ...of(
      'privacy',
      privacyClasses
        .filter((value) => value !== 'none')
        .map((value) => ({ value, label: texts.contracts.privacyClasses[value] })),
    ),
    ...of('tag', tags),
  ];
}
