import type { ReactNode } from 'react';
import type { Place } from '../../app/place.js';
import { goTo } from '../../app/router.js';
import { useAnswer } from '../../client/client.js';
import { ChoiceOne } from '../../parts/ChoiceOne.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { askedAt, betweenPlace } from './asked.js';
import { sideChoices } from './side-choices.js';

const words = texts.changes;
const newest = 200;

/** Which two states are compared: each a draft or a commit; the later one may be what is written here. */
export function SidePickers({ place }: { readonly place: Place }): ReactNode {
  const { before = '', after = '' } = askedAt(place);
  const drafts = useAnswer('git.drafts', {});
  const log = useAnswer('git.log', { limit: newest });
  const error = drafts.error ?? log.error;
  const known = { drafts: drafts.data ?? [], entries: log.data?.entries ?? [] };
  return (
    <>
      <div className="side-pickers" role="group" aria-label={words.between}>
        <span className="quiet">{words.sideFrom}</span>
        <ChoiceOne
          label={words.sideFrom}
          choices={[{ value: '', label: words.sincePublished }, ...sideChoices(known, before)]}
          value={before}
          onChange={(next) => goTo(betweenPlace(next, after))}
        />
        <span className="quiet">{words.sideTo}</span>
        <ChoiceOne
          label={words.sideTo}
          choices={[{ value: '', label: words.writtenHere }, ...sideChoices(known, after)]}
          value={after}
          onChange={(next) => goTo(betweenPlace(before, next))}
        />
        {log.data?.more === true && <span className="quiet small">{words.newestOnly(newest)}</span>}
      </div>
      {error !== null && <Problem error={error} />}
    </>
  );
}
