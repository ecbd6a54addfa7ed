import { Dialog } from '@base-ui/react/dialog';
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { keysText } from '../../app/shortcuts.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Marked } from '../../parts/Marked.js';
import { texts } from '../../texts/texts.js';
import { paletteOpen } from './palette.js';
import { useResults, type Result } from './results.js';
import './search.css';

const words = texts.search;

/** One box for everything: names, titles, descriptions, fields, owners, and what can be done. */
export function SearchBox(): ReactNode {
  const open = useStore(paletteOpen);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => paletteOpen.set(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="palette">
          <Dialog.Title className="unseen">{words.title}</Dialog.Title>
          <Palette />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette(): ReactNode {
  const desk = useDesk();
  const [asked, setAsked] = useState('');
  const [chosen, setChosen] = useState(0);
  const { results, settled } = useResults(asked);
  const list = useId();
  const active = Math.min(chosen, Math.max(0, results.length - 1));
  const run = (result: Result | undefined): void => {
    if (result === undefined) return;
    paletteOpen.set(false);
    result.run(desk);
  };
  const press = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen(Math.max(0, Math.min(results.length - 1, active + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(results[active]);
    }
  };
  return (
    <>
      <input
        className="palette-input"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-label={words.title}
        aria-activedescendant={results.length > 0 ? `${list}-${active}` : undefined}
        placeholder={words.placeholder}
        value={asked}
        onChange={(event) => {
          setAsked(event.target.value);
          setChosen(0);
        }}
        onKeyDown={press}
      />
      <ul className="palette-list" role="listbox" id={list} aria-label={words.results}>
        {results.map((result, index) => (
          <ResultRow
            key={result.key}
            id={`${list}-${index}`}
            result={result}
            active={index === active}
            onChoose={() => run(result)}
            onHover={() => setChosen(index)}
          />
        ))}
      </ul>
      {results.length === 0 && (
        <p className="palette-empty quiet">{asked === '' || !settled ? words.hint : words.nothing}</p>
      )}
    </>
  );
}

function ResultRow({
  id,
  result,
  active,
  onChoose,
  onHover,
}: {
  readonly id: string;
  readonly result: Result;
  readonly active: boolean;
  readonly onChoose: () => void;
  readonly onHover: () => void;
}): ReactNode {
  return (
    <li
      id={id}
      role="option"
      aria-selected={active}
      className="palette-row"
      ref={(row) => {
        if (active) row?.scrollIntoView({ block: 'nearest' });
      }}
      onMouseMove={active ? undefined : onHover}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className="palette-main">
        <span className={result.isName ? 'name' : undefined}>
          <Marked text={result.title} terms={result.terms} />
        </span>
        {result.beside !== '' && (
          <span className="quiet">
            <Marked text={result.beside} terms={result.terms} />
          </span>
        )}
      </span>
      {result.below !== '' && (
        <span className="palette-below quiet">
          <Marked text={result.below} terms={result.terms} />
        </span>
      )}
      <span className="palette-kind">
        {result.keys === undefined ? result.kind : <kbd>{keysText(result.keys)}</kbd>}
      </span>
    </li>
  );
}
