import type { ReactNode } from 'react';
import { useAnswer } from '../../client/client.js';
import { useFreshGit } from '../../client/git-state.js';
import { texts } from '../../texts/texts.js';
import { useFreshChanges } from './stay-fresh.js';

/** How many things were changed that are in no commit yet. */
export function ChangesBadge(): ReactNode {
  useFreshChanges();
  useFreshGit();
  const { data } = useAnswer('changes.count', {}, { keep: true });
  // A file that was only written differently is to be committed, too.
  const count = data === undefined ? 0 : data.subjects || data.files;
  if (count === 0) return null;
  return (
    <span className="badge news" title={texts.changes.badge(count)}>
      {count}
    </span>
  );
}
