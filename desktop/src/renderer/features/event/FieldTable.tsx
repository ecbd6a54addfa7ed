import { allowedValues, narrowingWords, typeText } from '@eventbook/shared/catalog/describe';
import type { ValueShape } from '@eventbook/shared/catalog/model';
import { Asterisk } from 'lucide-react';
import type { ReactNode } from 'react';
import { type JsonObject, objectIn, textIn } from '../../data/lenient.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import { useDeclarations } from './declarations.js';

const words = texts.event;
const mostValues = 8;

/** The fields that a contract names, in its order, with what their declarations say. */
export function FieldTable({
  fields,
  local,
}: {
  readonly fields: JsonObject;
  readonly local: JsonObject;
}): ReactNode {
  const names = Object.keys(fields);
  const declarations = useDeclarations(names, local);
  if (names.length === 0) return <p className="quiet">{words.noFields}</p>;
  return (
    <table className="fields">
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.type}</th>
          <th scope="col">{words.required}</th>
          <th scope="col">{words.rule}</th>
          <th scope="col">{words.privacy}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <Row
            key={name}
            name={name}
            use={objectIn(fields[name])}
            declaration={declarations.get(name)}
            isLocal={Object.hasOwn(local, name)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  name,
  use,
  declaration,
  isLocal,
}: {
  readonly name: string;
  readonly use: JsonObject;
  readonly declaration: JsonObject | undefined;
  readonly isLocal: boolean;
}): ReactNode {
  const privacy = textIn(declaration?.['privacy']);
  return (
    <tr>
      <th scope="row">
        {isLocal || declaration === undefined ? (
          <span className="name">{name}</span>
        ) : (
          <ThingLink kind="field" name={name}>
            <span className="name">{name}</span>
          </ThingLink>
        )}
        {isLocal && <span className="tag-mini">{words.local}</span>}
        <span className="field-title">{textIn(declaration?.['title'])}</span>
      </th>
      <td className="type">{typeText(declaration as ValueShape | undefined)}</td>
      <td>
        {use['required'] === true ? (
          <Asterisk size={14} role="img" aria-label={words.required} />
        ) : (
          <span className="quiet">{words.optional}</span>
        )}
      </td>
      <td className="rule">{ruleText(use, declaration)}</td>
      <td>
        <span className={`privacy ${privacy}`}>{privacy === '' ? words.privacyUnsaid : privacy}</span>
      </td>
    </tr>
  );
}

/** How the contract narrows the field, in words. */
function ruleText(use: JsonObject, declaration: JsonObject | undefined): string {
  const values = allowedValues(use, declaration as ValueShape | undefined);
  const listed = Array.isArray(values) ? values.slice(0, mostValues).map(String) : [];
  const more = Array.isArray(values) && values.length > mostValues ? ' …' : '';
  return [...narrowingWords(use), ...(listed.length > 0 ? [`${listed.join(', ')}${more}`] : [])].join('; ');
}
