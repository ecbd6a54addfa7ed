import type { ReactNode } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { textIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { ChoiceOne } from '../../parts/ChoiceOne.js';
import { Fact } from '../../parts/Fact.js';
import { texts } from '../../texts/texts.js';
import { choicesOf } from '../event/choices.js';
import type { Thing } from './use-thing.js';

const title = texts.event.owner;

/** Whose a thing is. */
export function OwnerFact({ value, set }: Pick<Thing, 'value' | 'set'>): ReactNode {
  const { owner } = useStore(useDesk().outline);
  return (
    <Fact title={title}>
      <ChoiceOne
        label={title}
        choices={choicesOf(owner)}
        value={textIn(value['owner'])}
        onChange={(chosen) => set('owner', chosen)}
      />
    </Fact>
  );
}
