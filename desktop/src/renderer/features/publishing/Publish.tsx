import { type ReactNode, useState } from 'react';
import type { LangpackPlan, PublishTarget } from '../../../api/publishing.js';
import { useAnswer, useTransport } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { Obstacle } from './Obstacle.js';
import { isNew } from './Plan.js';
import { PublishProgress } from './PublishProgress.js';
import { Target } from './Target.js';
import { usePublishState } from './publish-state.js';

const words = texts.publishing;

/** Where the packages go, the button that sends them there, and how far that has come. */
export function Publish({ plan }: { readonly plan: LangpackPlan }): ReactNode {
  const state = usePublishState();
  const registries = useAnswer('publishing.registries', {}, { keep: true }).data;
  const directory = useStore(useDesk().catalog)?.directory ?? '';
  const transport = useTransport();
  const [chosen, setChosen] = useState<PublishTarget>();
  const [problem, setProblem] = useState<unknown>();
  if (state === undefined || registries === undefined) return null;
  const target = chosen ?? state.target ?? firstTarget(registries.rows.length > 0, directory);
  const running = state.status === 'running';
  const start = async (): Promise<void> => {
    setProblem(undefined);
    await transport.request('publishing.start', { target }).catch(setProblem);
  };
  const news = plan.langpacks.filter(isNew).length;
  return (
    <>
      {plan.langpacks.length > 0 && (
        <Target target={target} registries={registries} disabled={running} onChange={setChosen} />
      )}
      {state.status === 'interrupted' && (
        <div className="notice warning" role="alert">
          <p>
            <strong>{words.interrupted}</strong>
          </p>
          <p>{words.interruptedHint}</p>
        </div>
      )}
      {plan.obstacle !== undefined && !running && <Obstacle obstacle={plan.obstacle} />}
      {plan.langpacks.length > 0 && plan.obstacle === undefined && !running && (
        <div>
          <Button primary onClick={() => void start()}>
            {state.status === 'interrupted'
              ? words.continue
              : news > 0
                ? words.publishCount(news)
                : words.publish}
          </Button>
        </div>
      )}
      {problem !== undefined && <Problem error={problem} />}
      <PublishProgress state={state} onStop={() => void transport.request('publishing.stop', {})} />
    </>
  );
}

/** Where nothing was said yet: the catalog's own registries, else a folder beside it. */
function firstTarget(hasRegistries: boolean, directory: string): PublishTarget {
  if (hasRegistries) return { kind: 'catalog' };
  return { kind: 'folder', folder: `${directory}-langpacks`, url: 'http://127.0.0.1:8480/' };
}
