import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { type JsonObject, objectIn } from '../../data/lenient.js';
import { texts } from '../../texts/texts.js';
import type { ContractEdits } from './contract-edits.js';
import { useDeclarations } from './declarations.js';
import { FieldRow } from './FieldRow.js';

const words = texts.contracts;

/**
 * The fields that a contract names, in its order, with what their declarations say. With `edits` they can be changed:
 * moved by dragging or with Alt and the arrow keys, required or not, narrowed, removed.
 */
export function FieldTable({
  fields,
  local,
  edits,
}: {
  readonly fields: JsonObject;
  readonly local: JsonObject;
  readonly edits?: ContractEdits;
}): ReactNode {
  const names = Object.keys(fields);
  const declarations = useDeclarations(names, local);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  const [said, setSaid] = useState('');
  if (names.length === 0) return <p className="quiet">{words.noFields}</p>;
  const move = (name: string, to: number): void => {
    if (to < 0 || to >= names.length) return;
    edits?.move(name, to);
    setSaid(words.moved(name, to + 1));
  };
  const press = (name: string) => (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!event.altKey || step === undefined) return;
    event.preventDefault();
    move(name, names.indexOf(name) + step);
  };
  return (
    <>
      <table className="fields">
        <thead>
          <tr>
            {edits !== undefined && <td />}
            <th scope="col">{words.field}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.required}</th>
            <th scope="col">{words.rule}</th>
            <th scope="col">{words.privacy}</th>
            {edits !== undefined && <td />}
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <FieldRow
              key={name}
              name={name}
              use={objectIn(fields[name])}
              declaration={declarations.get(name)}
              isLocal={Object.hasOwn(local, name)}
              {...(edits === undefined
                ? {}
                : {
                    editing: {
                      edits,
                      onKeyDown: press(name),
                      isOver: over === name && dragged !== name,
                      onDragStart: () => setDragged(name),
                      onDragOver: () => setOver(name),
                      onDrop: () => {
                        if (dragged !== undefined) move(dragged, names.indexOf(name));
                        setDragged(undefined);
                        setOver(undefined);
                      },
                    },
                  })}
            />
          ))}
        </tbody>
      </table>
      <p className="unseen" role="status">
        {said}
      </p>
    </>
  );
}
