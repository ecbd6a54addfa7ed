import { useDesk, useFile } from '../../data/desk-context.js';
import { editJson, withKey } from '../../data/edit-json.js';
import { jsonOf, objectIn, type JsonObject } from '../../data/lenient.js';
import { texts } from '../../texts/texts.js';

export interface Thing {
  readonly name: string;
  readonly value: JsonObject;
  /** Says one key differently; undefined takes it away. What follows each other closely is one step of Undo. */
  readonly set: (key: string, value: unknown) => void;
}

/** A thing that is one file, and the way to change it; undefined until it is here, or where it cannot be read. */
export function useThing(name: string, path: string): Thing | undefined {
  const desk = useDesk();
  const value = jsonOf(useFile(path)?.text);
  if (value === undefined) return undefined;
  return {
    name,
    value: objectIn(value),
    set: (key, next) => {
      editJson(desk, path, (before) => withKey(before, key, next), {
        label: texts.things.undo(key, name),
        merge: `${key}:${path}`,
      });
    },
  };
}
