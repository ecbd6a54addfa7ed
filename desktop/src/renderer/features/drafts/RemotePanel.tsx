import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import type { RemoteState } from '../../../api/git.js';
import { addressOf } from '../../app/place.js';
import { useGitState } from '../../client/git-state.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { mergePlace } from '../merge/place.js';
import { connectDialog } from './connect.js';
import { TransferProgress } from './TransferProgress.js';
import { loginDialog, startTransfer, stopTransfer, transfer, type TransferKind } from './transfer.js';

const words = texts.drafts;

/** How this draft stands to the remote, and what can be done about it. */
export function RemotePanel(): ReactNode {
  const desk = useDesk();
  const state = useGitState();
  const { job, done, undecided, error, refused } = useStore(transfer);
  if (state == null) return null;
  const { remote } = state;
  const start = (kind: TransferKind): void => void startTransfer(desk, kind);
  const busy = job !== undefined;
  return (
    <section className="remote" aria-label={words.remote}>
      {remote === undefined ? (
        <>
          <p className="quiet">{words.noRemote}</p>
          <div>
            <Button onClick={() => connectDialog.set(true)}>{words.connect}</Button>
          </div>
        </>
      ) : (
        <>
          <p>
            <strong>{standing(remote)}</strong> <span className="quiet code">{remote.address}</span>
          </p>
          <div className="remote-acts">
            <Button disabled={busy} title="git fetch" onClick={() => start('fetch')}>
              {words.fetch}
            </Button>
            <Button
              disabled={busy}
              title="git pull"
              primary={remote.behind > 0}
              onClick={() => start('pull')}
            >
              {words.pull}
            </Button>
            <Button
              disabled={busy}
              title="git push"
              primary={remote.behind === 0 && (remote.ahead > 0 || remote.upstream === undefined)}
              onClick={() => start('push')}
            >
              {words.push}
            </Button>
            {remote.change !== undefined && (
              <a className="button" href={remote.change.address} target="_blank" rel="noreferrer">
                {words.change[remote.change.forge]} <ExternalLink aria-hidden size={13} />
              </a>
            )}
          </div>
          {remote.published !== undefined && remote.published.behind > 0 && (
            <p className="remote-published">
              {words.publishedAhead(remote.published.behind, remote.published.name)}{' '}
              <Button disabled={busy} onClick={() => start('bringIn')}>
                {words.bringIn}
              </Button>
            </p>
          )}
        </>
      )}
      {job !== undefined && <TransferProgress job={job} onStop={stopTransfer} />}
      <p role="status" className="quiet">
        {done}
      </p>
      {undecided !== undefined && (
        <div className="notice warning" role="alert">
          <p>{texts.merge.undecided}</p>
          <p>
            <a href={addressOf(mergePlace(undecided))}>{texts.merge.decide}</a>
          </p>
        </div>
      )}
      {error !== undefined && <Problem error={error} />}
      {refused !== undefined && (
        <div>
          <Button onClick={() => loginDialog.set(refused)}>{words.loginAgain}</Button>
        </div>
      )}
    </section>
  );
}

function standing({ upstream, ahead, behind }: RemoteState): string {
  if (upstream === undefined) return words.notThere;
  const parts = [...(ahead > 0 ? [words.toSend(ahead)] : []), ...(behind > 0 ? [words.toGet(behind)] : [])];
  return parts.length === 0 ? words.same : `${parts.join(', ')}.`;
}
