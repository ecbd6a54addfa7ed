import { longestName } from '../../catalog/names.js';
import type { Contract, FieldDeclaration, FieldUse } from '../../catalog/model.js';
import type { ForeignVersion } from '../foreign.js';
import type { Loss } from '../loss.js';
import { NameAllocator } from '../names/name-allocator.js';
import type { NameChange, Renamed } from '../names/renames.js';
import { nameChanges } from '../names/renames.js';
import { snakeCase } from '../names/snake-case.js';
import type { Spelling } from '../names/spelling.js';
import type { TranslatedVersion } from '../schema/translate-version.js';
import { fieldHistory, type Occurrence, type PlacedField, type Prior } from './field-history.js';

/** One version of an event as a contract. */
export interface AssembledVersion {
  readonly version: ForeignVersion;
  readonly contract: Contract;
  readonly losses: readonly Loss[];
  readonly names: readonly NameChange[];
}

export interface AssembledEvent {
  /** In the order in which the versions brought them. */
  readonly declarations: ReadonlyMap<string, FieldDeclaration>;
  readonly versions: readonly AssembledVersion[];
}

/** What a contract is called by: how a second import finds it again. */
export function noteOf(version: ForeignVersion): string {
  return `Imported from ${version.origin}`;
}

/** Puts all versions of an event together: declarations that hold for all of them, and a contract for each. */
export function assembleEvent(
  versions: readonly { readonly translated: TranslatedVersion; readonly contract: number }[],
  spelling: Spelling,
  prior: Prior,
): AssembledEvent {
  const names = new NameAllocator(longestName.field);
  const bases = new Map<string, string>();
  const occurrences = new Map<string, Occurrence[]>();
  for (const { translated, contract } of versions) {
    for (const field of translated.fields) {
      if (!bases.has(field.name)) {
        bases.set(field.name, names.allocate(spelling.of(snakeCase(field.name, 'field'))));
        occurrences.set(field.name, []);
      }
      occurrences.get(field.name)?.push({ version: translated, field, contract });
    }
  }
  const declarations = new Map<string, FieldDeclaration>();
  const placed: PlacedField[] = [];
  for (const [name, all] of occurrences) {
    const history = fieldHistory(all, bases.get(name) ?? name, names, prior);
    for (const [key, declaration] of history.declarations) declarations.set(key, declaration);
    placed.push(...history.placed);
  }
  return {
    declarations,
    versions: versions.map(({ translated, contract }) =>
      assembledVersion(
        translated,
        contract,
        placed.filter(({ occurrence }) => occurrence.version === translated),
      ),
    ),
  };
}

function assembledVersion(
  translated: TranslatedVersion,
  number: number,
  placed: readonly PlacedField[],
): AssembledVersion {
  const fields: Record<string, FieldUse> = {};
  const renames = new Map<string, Renamed>();
  for (const { name, use, occurrence, renames: inside } of placed) {
    fields[name] = use;
    renames.set(occurrence.field.name, { to: name, inside });
  }
  const contract: Contract = {
    version: number,
    note: noteOf(translated.version),
    ...(translated.open ? { open: true } : {}),
    fields,
  };
  return {
    version: translated.version,
    contract,
    losses: [...translated.losses, ...placed.flatMap(({ losses }) => losses)],
    names: [...(translated.isWrapped ? wrapped(renames) : nameChanges(renames))],
  };
}

/** The payload itself moves into a field. */
function* wrapped(renames: ReadonlyMap<string, Renamed>): Iterable<NameChange> {
  for (const { to, inside } of renames.values()) {
    yield { from: '', to: `/${to}` };
    yield* nameChanges(inside, '', `/${to}`);
  }
}
