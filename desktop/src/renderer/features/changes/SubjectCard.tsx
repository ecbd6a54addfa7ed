import type { Change, Subject, SubjectChanges } from '@eventbook/shared/diff/change';
import type { Meaning } from '@eventbook/shared/diff/meaning';
import { changeWords, columnWords } from '@eventbook/shared/diff/sentences';
import type { ReactNode } from 'react';
import type { ChangedFile } from '../../../api/changes.js';
import { placeForFile } from '../../app/place-for-file.js';
import { addressOf, placeOf, type Place } from '../../app/place.js';
import { texts } from '../../texts/texts.js';
import type { Asked } from './asked.js';
import { Example } from './Example.js';
import { FileChange } from './FileChange.js';
import { filesOfSubject } from './files-of-subject.js';
import { MeaningMark } from './MeaningMark.js';
import { TouchedFacts } from './TouchedFacts.js';

const words = texts.changes;

/** Everything that was changed about one event, field, environment …: what, what it means, whom it touches, and its text. */
export function SubjectCard({
  found,
  files,
  asked,
}: {
  readonly found: SubjectChanges;
  readonly files: readonly ChangedFile[];
  readonly asked: Asked;
}): ReactNode {
  const { subject, meaning, changes, touched } = found;
  return (
    <article className="change-card">
      <h3>
        <span className="quiet">{words.kinds[subject.kind]}</span>{' '}
        <a className="name" href={addressOf(placeOfSubject(subject))}>
          {subject.name}
        </a>
      </h3>
      <ul className="change-list">
        {changes.map((change, index) => (
          <ChangeRow key={index} subject={subject} change={change} around={meaning} />
        ))}
      </ul>
      <TouchedFacts kind={subject.kind} touched={touched} />
      <div className="change-files">
        {filesOfSubject(files, subject).map((file) => (
          <FileChange key={file.path} file={file} asked={asked} />
        ))}
      </div>
    </article>
  );
}

function placeOfSubject({ kind, name }: Subject): Place {
  return kind === 'catalog' ? placeForFile('catalog.json') : placeOf(kind, name);
}

function ChangeRow({
  subject,
  change,
  around,
}: {
  readonly subject: Subject;
  readonly change: Change;
  /** The meaning that the card stands under: what weighs less says so. */
  readonly around: Meaning;
}): ReactNode {
  const { what, meaning, affects, rule, assumed, columns, witness } = change;
  const notes = [
    ...(meaning === around ? [] : [words.meanings[meaning]]),
    ...(rule === undefined ? [] : [words.rule(rule)]),
    ...(meaning === 'affects-senders' && affects.includes('readers') ? [words.readersToo] : []),
    ...(assumed === true ? [words.assumed] : []),
  ];
  return (
    <li>
      <MeaningMark meaning={meaning} size={13} />
      <div>
        <span>{changeWords(subject, what)}</span>
        {notes.length > 0 && <span className="quiet"> · {notes.join(' · ')}</span>}
        {columns.length > 0 && (
          <p className="quiet small">
            {words.warehouse}: {columns.map((column) => columnWords(subject, column)).join(', ')}
          </p>
        )}
        {witness !== undefined && <Example witness={witness} />}
      </div>
    </li>
  );
}
