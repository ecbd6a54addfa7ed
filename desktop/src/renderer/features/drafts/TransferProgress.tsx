import { type ReactNode, useEffect, useState } from 'react';
import type { Progress, TransferJob } from '../../../api/git.js';
import { useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { texts } from '../../texts/texts.js';
import './transfer-progress.css';

const words = texts.drafts;

/** How far what goes to or comes from a remote has come, and the way to stop it. */
export function TransferProgress({
  job,
  onStop,
}: {
  readonly job: TransferJob;
  readonly onStop: () => void;
}): ReactNode {
  const transport = useTransport();
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(() => transport.subscribe('git.progress', setProgress), [transport]);
  return (
    <div className="transfer-progress">
      <span>{words.jobs[job]}</span>
      <progress aria-label={words.jobs[job]} value={progress?.all && progress.done} max={progress?.all} />
      <span className="quiet small">{progress?.phase}</span>
      <Button onClick={onStop}>{words.cancel}</Button>
    </div>
  );
}
