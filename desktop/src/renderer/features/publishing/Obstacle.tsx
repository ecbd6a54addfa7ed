import { type ReactNode, useState } from 'react';
import { fromWire, type WireError } from '../../../api/wire-error.js';
import { addressOf, placeOf } from '../../app/place.js';
import { useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';

const words = texts.publishing;

/** Why nothing can be published now, in words for people who are no programmers, and the way out. */
export function Obstacle({ obstacle }: { readonly obstacle: WireError }): ReactNode {
  const { code, data } = obstacle;
  const { branch, published } = data;
  if (code === 'not_committed' && typeof branch === 'string' && typeof published === 'string') {
    return <WrongDraft branch={branch} published={published} />;
  }
  if (code === 'not_committed') {
    return (
      <div className="notice">
        <p>{words.loose}</p>
        <a href={addressOf(placeOf('changes'))}>{words.toChanges}</a>
      </div>
    );
  }
  if (code === 'catalog_has_errors') {
    return (
      <div className="notice warning">
        <p>{obstacle.message}</p>
        <a href={addressOf(placeOf('problems'))}>{words.toProblems}</a>
      </div>
    );
  }
  return <Problem error={fromWire(obstacle)} />;
}

function WrongDraft({
  branch,
  published,
}: {
  readonly branch: string;
  readonly published: string;
}): ReactNode {
  const transport = useTransport();
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const change = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    await transport.request('git.switch', { branch: published }).catch(setProblem);
    setBusy(false);
  };
  return (
    <div className="notice obstacle">
      <p>
        <strong>{words.wrongDraft(branch, published)}</strong>
      </p>
      <p>{words.wrongDraftHint(published)}</p>
      <Button disabled={busy} onClick={() => void change()}>
        {words.switchTo(published)}
      </Button>
      {problem !== undefined && <Problem error={problem} />}
    </div>
  );
}
