import { type ReactNode, useId } from 'react';
import type { MergeFile, MergePlace } from '../../../api/merge.js';
import { pointerWords } from '../../parts/pointer-words.js';
import { texts } from '../../texts/texts.js';
import { isText, type MergeChoice, textIn, typedValue } from './choices.js';

const words = texts.merge;

/** One place that both sides changed: what it was, what either made of it, and what it is to be. */
export function PlaceDecision({
  file,
  place,
  choice,
  onChoose,
}: {
  readonly file: MergeFile;
  readonly place: MergePlace;
  readonly choice: MergeChoice | undefined;
  readonly onChoose: (choice: MergeChoice) => void;
}): ReactNode {
  const group = useId();
  const name = place.pointer === '' ? words.whole : pointerWords(place.pointer);
  const taken = choice !== undefined && 'take' in choice ? choice.take : undefined;
  const typed = choice !== undefined && 'typed' in choice ? choice.typed : undefined;
  const plain = isText(file, place);
  const first = (): string => {
    const side = place.ours ?? place.theirs ?? '';
    return file.form === 'json' && plain ? (textIn(side) ?? '') : side;
  };
  const isUnread = typed !== undefined && typedValue(file, place, typed) === undefined;
  return (
    <fieldset className="merge-place">
      <legend>{name}</legend>
      <div className="merge-sides">
        <div className="merge-side">
          <span className="quiet small">{words.base}</span>
          <Value value={place.base} label={`${words.base}: ${name}`} />
        </div>
        {(['ours', 'theirs'] as const).map((side) => (
          <label key={side} className={taken === side ? 'merge-side chosen' : 'merge-side'}>
            <span className="check-line">
              <input
                type="radio"
                name={group}
                checked={taken === side}
                onChange={() => onChoose({ take: side })}
              />
              <span>{words[side]}</span>
            </span>
            <Value value={place[side]} />
          </label>
        ))}
      </div>
      {file.form !== 'bytes' && (
        <div className="merge-other">
          <label className="check-line">
            <input
              type="radio"
              name={group}
              checked={typed !== undefined}
              onChange={() => onChoose({ typed: first() })}
            />
            {words.other}
          </label>
          {typed !== undefined && (
            <>
              <textarea
                className="input code"
                aria-label={words.otherLabel(name)}
                aria-invalid={isUnread}
                rows={Math.min(14, typed.split('\n').length)}
                value={typed}
                onChange={(event) => onChoose({ typed: event.target.value })}
              />
              {isUnread ? (
                <span className="error-text small" role="alert">
                  {words.notJson}
                </span>
              ) : (
                !plain && <span className="quiet small">{words.otherJson}</span>
              )}
            </>
          )}
        </div>
      )}
    </fieldset>
  );
}

/** A value as people read it: a text without its quotes. */
function Value({ value, label }: { readonly value: string | undefined; readonly label?: string }): ReactNode {
  if (value === undefined) return <em className="quiet">{words.gone}</em>;
  const shown = textIn(value) ?? value;
  // What may scroll is to be reached by keys; inside of a label it is reached with its radio button.
  return (
    <pre {...(label === undefined ? {} : { tabIndex: 0, role: 'group', 'aria-label': label })}>{shown}</pre>
  );
}
