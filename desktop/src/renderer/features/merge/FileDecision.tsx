import type { ReactNode } from 'react';
import type { MergeFile } from '../../../api/merge.js';
import { keyOf, type MergeChoice } from './choices.js';
import { fileWords } from './file-words.js';
import { PlaceDecision } from './PlaceDecision.js';

/** A file that both sides changed, and each place in it about which somebody has to decide. */
export function FileDecision({
  file,
  choices,
  onChoose,
}: {
  readonly file: MergeFile;
  readonly choices: ReadonlyMap<string, MergeChoice>;
  readonly onChoose: (key: string, choice: MergeChoice) => void;
}): ReactNode {
  const { kind, name } = fileWords(file);
  return (
    <section className="change-card" aria-label={`${kind} ${name}`}>
      <div className="merge-file">
        <h2>
          <span className="quiet">{kind}</span> <span className="name">{name}</span>
        </h2>
        {name !== file.path && <span className="quiet code small">{file.path}</span>}
      </div>
      {file.places.map((place) => {
        const key = keyOf(file, place);
        return (
          <PlaceDecision
            key={key}
            file={file}
            place={place}
            choice={choices.get(key)}
            onChoose={(choice) => onChoose(key, choice)}
          />
        );
      })}
    </section>
  );
}
