import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { ThingPlan } from '../../../api/authoring.js';
import { texts } from '../../texts/texts.js';
import './bulk.css';

/** Monaco comes with the first text that is looked at. */
const MonacoDiff = lazy(async () => ({ default: (await import('../editor/MonacoDiff.js')).MonacoDiff }));

/** Every file that a change would touch; what it would be is a click away. */
export function FilesPreview({ files }: { readonly files: ThingPlan['files'] }): ReactNode {
  return (
    <div className="bulk-files" role="region" tabIndex={0} aria-label={texts.bulk.files}>
      {files.map((file) => (
        <FilePreview key={file.path} file={file} />
      ))}
    </div>
  );
}

function FilePreview({ file }: { readonly file: ThingPlan['files'][number] }): ReactNode {
  const [open, setOpen] = useState(false);
  const { path, before, after } = file;
  const kind = before === null ? 'added' : after === null ? 'deleted' : 'changed';
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className="code">{path}</span>{' '}
        <span className="quiet small">{texts.changes.fileKinds[kind]}</span>
      </summary>
      {open && (
        <Suspense fallback={<p className="quiet">{texts.editor.loading}</p>}>
          <MonacoDiff
            path={path}
            before={before ?? after ?? ''}
            after={after ?? ''}
            sideBySide={false}
            fold={kind === 'changed'}
          />
        </Suspense>
      )}
    </details>
  );
}
