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
  const counts = [
    { count: ahead, sign: '↑', told: words.toSend(ahead) },
    { count: behind, sign: '↓', told: words.toGet(behind) },
  ].filter(({ count }) => count > 0);
  const title = [words.status(branch), ...counts.map(({ told }) => told)].join(', ');
  return (
    <a className="foot-item draft-status" href={addressOf(draftsPlace)} title={title}>
      <GitBranch aria-hidden size={13} />{' '}
      <span>
        <span className="unseen">{words.status('')}</span>
        {branch}
        {counts.map(({ count, sign, told }) => (
          <span key={sign}>
            <span aria-hidden>{` ${sign}${count}`}</span>
            <span className="unseen">, {told}</span>
          </span>
        ))}
      </span>
    </a>
  );
}
