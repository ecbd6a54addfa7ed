import { destinationKinds } from '@eventbook/shared/catalog/model';
import type { ReactNode } from 'react';
import { textOrNothing } from '../../data/edit-json.js';
import { textIn } from '../../data/lenient.js';
import { Description } from '../../parts/Description.js';
import { Fact } from '../../parts/Fact.js';
import { SelectFact } from '../../parts/SelectFact.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';
import { OwnerFact } from './OwnerFact.js';
import type { Thing } from './use-thing.js';

const words = texts.things;
const kinds = destinationKinds.map((kind) => ({ value: kind, label: words.destinationKinds[kind] }));
const framings = (['event', 'batch'] as const).map((each) => ({ value: each, label: words.framings[each] }));

/** What a recipient of events is, and how events get there. */
export function DestinationForm({ thing: { name, value, set } }: { readonly thing: Thing }): ReactNode {
  const kind = textIn(value['kind']);
  const overNsq = kind !== 'warehouse' && kind !== 's3';
  return (
    <>
      <Description
        value={textIn(value['description'])}
        onChange={(text) => set('description', textOrNothing(text))}
      />
      <dl className="facts">
        <SelectFact label={words.kind} choices={kinds} value={kind} onChange={(next) => set('kind', next)} />
        <OwnerFact value={value} set={set} />
        {overNsq && (
          <>
            <Fact title={words.topic}>
              <TextInput
                label={words.topic}
                placeholder={name}
                value={textIn(value['topic'])}
                onChange={(topic) => set('topic', textOrNothing(topic))}
              />
            </Fact>
            <SelectFact
              label={words.framing}
              choices={framings}
              value={textIn(value['framing']) || 'event'}
              onChange={(framing) => set('framing', framing === 'event' ? undefined : framing)}
            />
          </>
        )}
        {kind === 'mongodb' && (
          <>
            <Fact title={words.collection}>
              <TextInput
                label={words.collection}
                placeholder={name}
                value={textIn(value['collection'])}
                onChange={(collection) => set('collection', textOrNothing(collection))}
              />
            </Fact>
            <Fact title={words.keepDays}>
              <TextInput
                label={words.keepDays}
                type="number"
                placeholder={words.keepDaysHint}
                value={typeof value['keep_days'] === 'number' ? String(value['keep_days']) : ''}
                onChange={(days) => set('keep_days', days === '' ? undefined : Number(days))}
              />
            </Fact>
          </>
        )}
      </dl>
      {overNsq && (
        <label className="check-line">
          <input
            type="checkbox"
            checked={value['takes_flagged'] === true}
            onChange={(event) => set('takes_flagged', event.target.checked || undefined)}
          />
          {words.takesFlagged}
        </label>
      )}
    </>
  );
}
