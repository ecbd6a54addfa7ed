import type { ReactNode } from 'react';
import type { Place } from '../../app/place.js';
import { useAnswer } from '../../client/client.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { LangpackCode } from './LangpackCode.js';
import { langpackAt } from './place.js';
import { Plan } from './Plan.js';
import { Publish } from './Publish.js';
import { useFreshPlan } from './stay-fresh.js';
import './publishing.css';

const words = texts.publishing;

/** The langpacks of the catalog: what each would hold, which get a new version and why, and the way to publish them. */
export function PublishingPage({ place }: { readonly place: Place }): ReactNode {
  useFreshPlan();
  const langpack = langpackAt(place);
  return langpack === undefined ? <AllLangpacks /> : <LangpackCode langpack={langpack} place={place} />;
}

function AllLangpacks(): ReactNode {
  const { data, error } = useAnswer('publishing.plan', {}, { keep: true });
  return (
    <div className="page-column publishing">
      <h1>{words.title}</h1>
      <p className="quiet">{words.hint}</p>
      {error !== null && <Problem error={error} />}
      {data === undefined ? (
        error === null && <p className="quiet">{words.planning}</p>
      ) : (
        <>
          <Plan plan={data} />
          <Publish plan={data} />
        </>
      )}
    </div>
  );
}
