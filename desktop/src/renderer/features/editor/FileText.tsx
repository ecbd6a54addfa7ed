import { lazy, type ReactNode, Suspense } from 'react';
import { useFile } from '../../data/desk-context.js';
import { texts } from '../../texts/texts.js';
import './editor.css';

/** Monaco is larger than all the rest: it comes when the first file is opened as text. */
const MonacoText = lazy(async () => ({ default: (await import('./MonacoText.js')).MonacoText }));

/** One file as text: the same draft that forms show. */
export function FileText({
  path,
  at,
}: {
  readonly path: string;
  readonly at?: string | undefined;
}): ReactNode {
  const file = useFile(path);
  if (file?.text == null) return null;
  return (
    <div className="file-text">
      {file.frozen && <p className="notice">{texts.editor.frozen}</p>}
      <Suspense fallback={<p className="quiet">{texts.editor.loading}</p>}>
        <MonacoText file={file} text={file.text} at={at} />
      </Suspense>
    </div>
  );
}
