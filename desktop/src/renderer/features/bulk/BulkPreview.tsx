import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { BulkPlan } from '../../../api/authoring.js';
import { texts } from '../../texts/texts.js';

const words = texts.bulk;

/** Monaco comes with the first text that is looked at. */
const MonacoDiff = lazy(async () => ({ default: (await import('../editor/MonacoDiff.js')).MonacoDiff }));

/** Every file that a change of many events would touch, and the events that it leaves out. */
export function BulkPreview({ plan: { files, skipped } }: { readonly plan: BulkPlan }): ReactNode {
  return (
    <>
      <div className="bulk-files" role="region" tabIndex={0} aria-label={words.files}>
        {files.map((file) => (
          <FilePreview key={file.path} file={file} />
        ))}
      </div>
      {skipped.length > 0 && (
        <details>
          <summary>{words.skipped(skipped.length)}</summary>
          <ul>
            {skipped.map(({ event, reason }) => (
              <li key={event}>
                <span className="name">{event}</span>{' '}
                <span className="quiet">{reason === '' ? words.already : reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function FilePreview({ file }: { readonly file: BulkPlan['files'][number] }): ReactNode {
  const [open, setOpen] = useState(false);
  const { path, before, after } = file;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="code">{path}</span>{' '}
        <span className="quiet small">{texts.changes.fileKinds[before === null ? 'added' : 'changed']}</span>
      </summary>
      {open && (
        <Suspense fallback={<p className="quiet">{texts.editor.loading}</p>}>
          <MonacoDiff
            path={path}
            before={before ?? after}
            after={after}
            sideBySide={false}
            fold={before !== null}
          />
        </Suspense>
      )}
    </details>
  );
}
