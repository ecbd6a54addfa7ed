import { ArrowLeft } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { LangpackFiles, Lineage } from '../../../api/publishing.js';
import { addressOf, type Place } from '../../app/place.js';
import { useAnswer } from '../../client/client.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { placeOfLangpack, publishingPlace } from './place.js';

const words = texts.publishing;

/** Monaco comes with the first text that is looked at. */
const MonacoDiff = lazy(async () => ({ default: (await import('../editor/MonacoDiff.js')).MonacoDiff }));

/** One langpack as it would be: its files, and each as code beside what the last release had. */
export function LangpackCode({
  langpack,
  place,
}: {
  readonly langpack: Lineage;
  readonly place: Place;
}): ReactNode {
  const { environment, language } = langpack;
  const { data, error } = useAnswer('publishing.files', langpack, { keep: true });
  return (
    <div className="langpack-code">
      <header className="langpack-head">
        <a href={addressOf(publishingPlace)}>
          <ArrowLeft aria-hidden size={14} /> {words.back}
        </a>
        <h1>
          {environment}, {words.languages[language]}
        </h1>
        {data !== undefined && (
          <p className="quiet">
            {data.against === undefined ? words.againstNothing : words.against(data.against)}
          </p>
        )}
      </header>
      {error !== null && <Problem error={error} />}
      {data === undefined ? (
        error === null && <p className="quiet">{texts.app.loading}</p>
      ) : (
        <FilesAndCode files={data.files} langpack={langpack} asked={place.view['file']} />
      )}
    </div>
  );
}

function FilesAndCode({
  files,
  langpack,
  asked,
}: {
  readonly files: LangpackFiles['files'];
  readonly langpack: Lineage;
  readonly asked: string | undefined;
}): ReactNode {
  const changed = files.filter(({ kind }) => kind !== 'same');
  const [all, setAll] = useState(changed.length === 0);
  const listed = all ? files : changed;
  const shown = files.find(({ path }) => path === asked) ?? listed.find(isOfEvents) ?? listed[0];
  return (
    <div className="langpack-body">
      <nav aria-label={words.files}>
        <p className="quiet small">
          {changed.length === 0 ? words.noChange : words.changedFiles(changed.length)}
        </p>
        <ul className="langpack-files">
          {listed.map(({ path, kind }) => (
            <li key={path}>
              <a
                href={addressOf(placeOfLangpack(langpack, path))}
                aria-current={path === shown?.path ? 'page' : undefined}
              >
                <span className="code">{path}</span>{' '}
                <span className={`file-kind ${kind}`}>{words.kinds[kind]}</span>
              </a>
            </li>
          ))}
        </ul>
        {!all && (
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            {words.showAll(files.length)}
          </button>
        )}
      </nav>
      {shown !== undefined && <Code key={shown.path} langpack={langpack} path={shown.path} />}
    </div>
  );
}

/** What people come to see is the code of their events, not the package's manifest. */
function isOfEvents({ path }: { readonly path: string }): boolean {
  return /events?\//iu.test(path) || /events?\.[a-z]+$/iu.test(path);
}

function Code({ langpack, path }: { readonly langpack: Lineage; readonly path: string }): ReactNode {
  const { data, error } = useAnswer('publishing.file', { ...langpack, path }, { keep: true });
  const [sideBySide, setSideBySide] = useState(false);
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <p className="quiet">{texts.app.loading}</p>;
  return (
    <div className="langpack-file" role="group" aria-label={texts.changes.diffLabel(path)}>
      <div className="file-diff-head">
        <span className="code">{path}</span>
        <span className="spring" />
        {data.before !== null && (
          <div className="segments" role="group" aria-label={texts.changes.layout}>
            <button type="button" aria-pressed={sideBySide} onClick={() => setSideBySide(true)}>
              {texts.changes.sideBySide}
            </button>
            <button type="button" aria-pressed={!sideBySide} onClick={() => setSideBySide(false)}>
              {texts.changes.inline}
            </button>
          </div>
        )}
      </div>
      <Suspense fallback={<p className="quiet">{texts.editor.loading}</p>}>
        <MonacoDiff
          path={path}
          // What is all new is shown as it is, not as one long addition.
          before={data.before ?? data.after ?? ''}
          fold={data.before !== null}
          after={data.after ?? ''}
          sideBySide={sideBySide}
          language={languageOf(path)}
        />
      </Suspense>
    </div>
  );
}

const languages: Readonly<Record<string, string>> = {
  go: 'go',
  json: 'json',
  md: 'markdown',
  php: 'php',
  py: 'python',
  ts: 'typescript',
};

/** As Monaco calls it. */
function languageOf(path: string): string {
  return languages[path.slice(path.lastIndexOf('.') + 1)] ?? 'plaintext';
}
