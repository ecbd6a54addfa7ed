import { meanings } from '@eventbook/shared/diff/meaning';
import { countsOf, countWords } from '@eventbook/shared/diff/counts';
import { GitCommitHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Changes } from '../../../api/changes.js';
import type { Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { keysText } from '../../app/shortcuts.js';
import { useAnswer } from '../../client/client.js';
import { useGitState } from '../../client/git-state.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { commitDialog } from '../commit/commit.js';
import { RepositoryNotices } from '../drafts/RepositoryNotices.js';
import { type Asked, askedAt, betweenAny, changesPlace, sinceAt, sincePublished } from './asked.js';
import { CopyMarkdown } from './CopyMarkdown.js';
import { FileChange } from './FileChange.js';
import { filesOfNothing } from './files-of-subject.js';
import { MeaningMark } from './MeaningMark.js';
import { SidePickers } from './SidePickers.js';
import { SubjectCard } from './SubjectCard.js';
import './changes.css';

const words = texts.changes;

/** What is different between two states of the catalog, and what that means; the text is one click away. */
export function ChangesPage({ place }: { readonly place: Place }): ReactNode {
  const asked = askedAt(place);
  const { data, error } = useAnswer('changes.list', asked, { keep: true });
  return (
    <div className="page-column changes">
      <header className="changes-head">
        <h1>{words.title}</h1>
        <span className="quiet">{words.since}</span>
        <SinceChoice place={place} />
        <span className="spring" />
        {data !== undefined && data.diff.subjects.length > 0 && <CopyMarkdown asked={asked} />}
        {data !== undefined && data.files.length > 0 && sinceAt(place) === 'commit' && (
          <Button primary title={keysText('Mod+Enter')} onClick={() => commitDialog.set(true)}>
            <GitCommitHorizontal aria-hidden size={15} /> {texts.commit.button}
          </Button>
        )}
      </header>
      {sinceAt(place) === undefined && <SidePickers place={place} />}
      <RepositoryNotices />
      {error !== null && <Problem error={error} />}
      {data === undefined ? (
        error === null && <p className="quiet">{texts.app.loading}</p>
      ) : (
        <Found changes={data} asked={asked} place={place} />
      )}
    </div>
  );
}

function SinceChoice({ place }: { readonly place: Place }): ReactNode {
  const since = sinceAt(place);
  const git = useGitState();
  return (
    <div className="segments" role="group" aria-label={words.since}>
      <button type="button" aria-pressed={since === 'commit'} onClick={() => goTo(changesPlace)}>
        {words.sinceCommit}
      </button>
      <button type="button" aria-pressed={since === 'published'} onClick={() => goTo(sincePublished)}>
        {words.sincePublished}
      </button>
      {/* Where nothing is committed there is nothing to pick from. */}
      {(git?.commit !== undefined || since === undefined) && (
        <button
          type="button"
          aria-pressed={since === undefined}
          onClick={() => {
            if (since !== undefined) goTo(betweenAny);
          }}
        >
          {words.between}
        </button>
      )}
    </div>
  );
}

function Found({
  changes,
  asked,
  place,
}: {
  readonly changes: Changes;
  readonly asked: Asked;
  readonly place: Place;
}): ReactNode {
  const { before, after, diff, files, owners } = changes;
  const { subjects } = diff;
  const silent = filesOfNothing(files, subjects);
  return (
    <>
      <p className="quiet">
        {words.from(before.title, after.title)} {before.note}
      </p>
      {files.length === 0 && (
        <div className="notice">
          <p>{words.none}</p>
          {sinceAt(place) === 'commit' && <p className="quiet">{words.noneSinceCommit}</p>}
        </div>
      )}
      {subjects.length > 0 && (
        <div className="changes-sum">
          <strong>{countWords(countsOf(diff)).join(', ')}</strong>
          {owners.length > 0 && (
            <span title={words.approversHint}>
              <span className="quiet">{words.approvers}:</span> {owners.join(', ')}
            </span>
          )}
        </div>
      )}
      {[...meanings].reverse().map((meaning) => {
        const own = subjects.filter((subject) => subject.meaning === meaning);
        return (
          own.length > 0 && (
            <section key={meaning} className="changes-group" aria-labelledby={`meaning-${meaning}`}>
              <h2 id={`meaning-${meaning}`}>
                <MeaningMark meaning={meaning} /> {words.meanings[meaning]}
              </h2>
              <p className="quiet">{words.meaningHints[meaning]}</p>
              {own.map((subject) => (
                <SubjectCard
                  key={`${subject.subject.kind}/${subject.subject.name}`}
                  found={subject}
                  files={files}
                  asked={asked}
                />
              ))}
            </section>
          )
        );
      })}
      {silent.length > 0 && (
        <section className="changes-group" aria-labelledby="meaning-none">
          <h2 id="meaning-none">{words.sameMeaning}</h2>
          <p className="quiet">{words.sameMeaningHint}</p>
          <div className="change-card">
            {silent.map((file) => (
              <FileChange key={file.path} file={file} asked={asked} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}
