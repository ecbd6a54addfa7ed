import type { ReactNode } from 'react';
import type { GitState } from '../../../api/git.js';
import { useGitState } from '../../client/git-state.js';
import { texts } from '../../texts/texts.js';

const words = texts.drafts.obstacles;

/** What stands in the way in the repository, one notice each: what happened, what is safe, what to do. */
export function RepositoryNotices(): ReactNode {
  const state = useGitState();
  if (state == null) return null;
  return noticesOf(state).map(({ title, hint }) => (
    <div key={title} className="notice warning" role="alert">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{hint}</p>
    </div>
  ));
}

interface Notice {
  readonly title: string;
  readonly hint: string;
}

function noticesOf({ branch, commit, unfinished, locked, readOnly }: GitState): Notice[] {
  return [
    ...(readOnly === true ? [words.readOnly] : []),
    ...(unfinished === undefined
      ? []
      : [unfinished === 'bisect' ? words.bisect : words.unfinished(unfinished)]),
    ...(locked === undefined ? [] : [words.locked(locked)]),
    ...(branch === undefined && commit !== undefined && unfinished === undefined ? [words.detached] : []),
  ];
}
