import { fieldPath } from '@eventbook/shared/catalog/paths';
import { useDesk, useFiles } from '../../data/desk-context.js';
import { jsonOf, type JsonObject, objectIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';

/** What the fields of a contract are declared to be: on the card itself, else in the dictionary. */
export function useDeclarations(
  names: readonly string[],
  local: JsonObject,
): ReadonlyMap<string, JsonObject> {
  const dictionary = useStore(useDesk().outline).field;
  const shared = names.filter((name) => !Object.hasOwn(local, name) && dictionary.has(name));
  const files = useFiles(shared.map(fieldPath));
  const found = new Map<string, JsonObject>();
  for (const name of names) if (Object.hasOwn(local, name)) found.set(name, objectIn(local[name]));
  for (const { path, text } of files) {
    found.set(path.slice('fields/'.length, -'.json'.length), objectIn(jsonOf(text)));
  }
  return found;
}
