import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { ChangedFile } from '../../../api/changes.js';
import { useAnswer } from '../../client/client.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import type { Asked } from './asked.js';

const words = texts.changes;

/** Monaco comes with the first text that is looked at. */
const MonacoDiff = lazy(async () => ({ default: (await import('../editor/MonacoDiff.js')).MonacoDiff }));

/** A file that changed: its path, and its two texts when one wants to see them. */
export function FileChange({
  file,
  asked,
}: {
  readonly file: ChangedFile;
  readonly asked: Asked;
}): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details className="file-change" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="code">{file.path}</span>{' '}
        <span className="quiet small">{words.fileKinds[file.kind]}</span>
      </summary>
      {open && <FileDiff path={file.path} asked={asked} />}
    </details>
  );
}

function FileDiff({ path, asked }: { readonly path: string; readonly asked: Asked }): ReactNode {
  const { data, error } = useAnswer('changes.file', { ...asked, path }, { keep: true });
  const [sideBySide, setSideBySide] = useState(true);
  if (error !== null) return <Problem error={error} />;
  if (data === undefined) return <p className="quiet">{texts.app.loading}</p>;
  return (
    <div className="file-diff" role="group" aria-label={words.diffLabel(path)}>
      <div className="file-diff-head">
        <div className="segments" role="group" aria-label={words.layout}>
          <button type="button" aria-pressed={sideBySide} onClick={() => setSideBySide(true)}>
            {words.sideBySide}
          </button>
          <button type="button" aria-pressed={!sideBySide} onClick={() => setSideBySide(false)}>
            {words.inline}
          </button>
        </div>
        {data.previous !== undefined && <span className="quiet">{words.previous(data.previous)}</span>}
      </div>
      <Suspense fallback={<p className="quiet">{texts.editor.loading}</p>}>
        <MonacoDiff path={path} before={data.before ?? ''} after={data.after ?? ''} sideBySide={sideBySide} />
      </Suspense>
    </div>
  );
}
