import { languages } from '@eventbook/shared/catalog/langpack-settings';
import { environmentKinds, invalidPolicies } from '@eventbook/shared/catalog/model';
import { generations } from '@eventbook/shared/langpack/generations';
import type { ReactNode } from 'react';
import { textOrNothing, withKey } from '../../data/edit-json.js';
import { objectIn, textIn } from '../../data/lenient.js';
import { Description } from '../../parts/Description.js';
import { SelectFact } from '../../parts/SelectFact.js';
import { texts } from '../../texts/texts.js';
import { Sources } from './Sources.js';
import { OwnerFact } from './OwnerFact.js';
import type { Thing } from './use-thing.js';

const words = texts.things;
const kinds = environmentKinds.map((kind) => ({ value: kind, label: words.environmentKinds[kind] }));
const exposures = (['internal', 'public'] as const).map((each) => ({
  value: each,
  label: words.exposures[each],
}));
const policies = invalidPolicies.map((policy) => ({ value: policy, label: words.invalidPolicies[policy] }));

/** Where events come from: whose it is, how it is treated, what is generated for it, and its sources. */
export function EnvironmentForm({ thing: { value, set } }: { readonly thing: Thing }): ReactNode {
  const langpacks = objectIn(value['langpacks']);
  return (
    <>
      <Description
        value={textIn(value['description'])}
        onChange={(text) => set('description', textOrNothing(text))}
      />
      <dl className="facts">
        <OwnerFact value={value} set={set} />
        <SelectFact
          label={words.kind}
          choices={kinds}
          value={textIn(value['kind'])}
          onChange={(kind) => set('kind', kind)}
        />
        <SelectFact
          label={words.exposure}
          choices={exposures}
          value={textIn(value['exposure'])}
          onChange={(exposure) => set('exposure', exposure)}
        />
        <SelectFact
          label={words.onInvalid}
          choices={policies}
          value={textIn(value['on_invalid']) || 'quarantine'}
          onChange={(policy) => set('on_invalid', policy)}
        />
      </dl>
      <fieldset className="thing-set">
        <legend>{words.langpacks}</legend>
        {languages.map((language) => (
          <label key={language} className="check-line">
            <input
              type="checkbox"
              checked={langpacks[language] !== undefined}
              onChange={(event) => {
                const newest = generations[language].slice(-1);
                const next = withKey(langpacks, language, event.target.checked ? newest : undefined);
                set('langpacks', Object.keys(next).length === 0 ? undefined : next);
              }}
            />
            {texts.publishing.languages[language]}
          </label>
        ))}
      </fieldset>
      <Sources value={objectIn(value['sources'])} onChange={(sources) => set('sources', sources)} />
    </>
  );
}
