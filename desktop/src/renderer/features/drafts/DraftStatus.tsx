import { GitBranch } from 'lucide-react';
import type { ReactNode } from 'react';
import { addressOf } from '../../app/place.js';
import { useGitState } from '../../client/git-state.js';
import { texts } from '../../texts/texts.js';
import { draftsPlace } from './place.js';

const words = texts.drafts;

/** At the foot: which draft is open, and what is to be sent and to be got. */
export function DraftStatus(): ReactNode {
  const state = useGitState();
  if (state == null) return null;
  const { branch = words.noBranch, remote } = state;
  const { ahead = 0, behind = 0 } = remote ?? {};
  const told = [
    words.status(branch),
    ...(ahead > 0 ? [words.toSend(ahead)] : []),
    ...(behind > 0 ? [words.toGet(behind)] : []),
  ].join(', ');
  return (
    <a className="foot-item draft-status" href={addressOf(draftsPlace)} title={told} aria-label={told}>
      <GitBranch aria-hidden size={13} /> {branch}
      {ahead > 0 && ` ↑${ahead}`}
      {behind > 0 && ` ↓${behind}`}
    </a>
  );
}
