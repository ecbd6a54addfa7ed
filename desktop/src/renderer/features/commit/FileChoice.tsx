import type { ReactNode } from 'react';
import type { UncommittedFile } from '../../../api/git.js';
import { texts } from '../../texts/texts.js';

const words = texts.commit;

/** Whether a file is committed unless somebody says otherwise: not what lies about without being anybody's. */
export function firstChosen({ catalog, kind }: UncommittedFile): boolean {
  return catalog || kind !== 'added';
}

/** Which files are to be committed. */
export function FileChoice({
  files,
  isChosen,
  onChoose,
}: {
  readonly files: readonly UncommittedFile[];
  readonly isChosen: (file: UncommittedFile) => boolean;
  readonly onChoose: (path: string, choose: boolean) => void;
}): ReactNode {
  const own = files.filter(({ catalog }) => catalog);
  const others = files.filter(({ catalog }) => !catalog);
  const list = (some: readonly UncommittedFile[]): ReactNode => (
    <ul className="file-choice">
      {some.map((file) => (
        <li key={file.path}>
          <label className="check-line">
            <input
              type="checkbox"
              checked={isChosen(file)}
              onChange={(event) => onChoose(file.path, event.target.checked)}
            />
            <span>
              <span className="code">{file.path}</span>{' '}
              <span className="quiet small">{words.kinds[file.kind]}</span>
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
  return (
    <details className="commit-files">
      <summary>{words.files(files.filter(isChosen).length, files.length)}</summary>
      {list(own)}
      {others.length > 0 && (
        <>
          <p className="quiet small">{words.others}</p>
          {list(others)}
        </>
      )}
    </details>
  );
}
