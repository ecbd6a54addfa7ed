import { CircleCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { RequestOf } from '../../../api/methods.js';
import { useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';

const words = texts.publishing;

/** Asks a registry whether it is there and takes our login; nothing is published by it. */
export function TryRegistry({
  asked,
  name,
  works,
}: {
  readonly asked: RequestOf<'publishing.tryRegistry'>;
  readonly name: string;
  readonly works: string;
}): ReactNode {
  const transport = useTransport();
  const [state, setState] = useState<'asking' | 'works'>();
  const [problem, setProblem] = useState<unknown>();
  const ask = async (): Promise<void> => {
    setProblem(undefined);
    setState('asking');
    try {
      await transport.request('publishing.tryRegistry', asked);
      setState('works');
    } catch (error) {
      setState(undefined);
      setProblem(error);
    }
  };
  return (
    <div className="try-registry">
      <Button
        disabled={state === 'asking' || name === ''}
        aria-label={words.tryOne(name)}
        onClick={() => void ask()}
      >
        {words.try}
      </Button>
      <span role="status" className={state === 'works' ? 'good' : 'quiet'}>
        {state === 'works' && <CircleCheck aria-hidden size={14} />}
        {state === 'works' ? works : state === 'asking' ? words.trying : ''}
      </span>
      {problem !== undefined && <Problem error={problem} />}
    </div>
  );
}
