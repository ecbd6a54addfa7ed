import { nameProblem } from '@eventbook/shared/catalog/names';
import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { withKey } from '../../data/edit-json.js';
import { objectIn, textIn, type JsonObject } from '../../data/lenient.js';
import { Button } from '../../parts/Button.js';
import { TextInput } from '../../parts/TextInput.js';
import { texts } from '../../texts/texts.js';

const words = texts.things;

/** The senders inside an environment. Their keys are made where they can be kept secret, not here. */
export function Sources({
  value,
  onChange,
}: {
  readonly value: JsonObject;
  readonly onChange: (sources: JsonObject) => void;
}): ReactNode {
  const [name, setName] = useState('');
  const problem = name === '' ? undefined : nameProblem('kebab', name);
  const taken = Object.hasOwn(value, name);
  return (
    <fieldset className="thing-set">
      <legend>{words.sources}</legend>
      <ul>
        {Object.entries(value).map(([source, said]) => {
          const { title, keys } = objectIn(said);
          return (
            <li key={source} className="source-row">
              <span className="name">{source}</span>
              <TextInput
                label={words.sourceTitle(source)}
                value={textIn(title)}
                onChange={(text) => onChange({ ...value, [source]: withKey(objectIn(said), 'title', text) })}
              />
              <span className="quiet small">{words.keys(Array.isArray(keys) ? keys.length : 0)}</span>
            </li>
          );
        })}
      </ul>
      <form
        className="source-new"
        onSubmit={(event) => {
          event.preventDefault();
          if (name === '' || problem !== undefined || taken) return;
          onChange({ ...value, [name]: { title: name } });
          setName('');
        }}
      >
        <input
          className="input"
          aria-label={words.newSource}
          placeholder={words.newSource}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={name === '' || problem !== undefined || taken}>
          <Plus aria-hidden size={14} /> {words.addSource}
        </Button>
      </form>
      {(problem !== undefined || taken) && (
        <p className="error-text small" role="alert">
          {problem ?? words.new.taken}
        </p>
      )}
      <p className="quiet small">{words.keysHint}</p>
    </fieldset>
  );
}
