import type { Catalog } from '../catalog/model.js';
import { sameMeaning } from '../catalog/same-meaning.js';
import type { CatalogDiff, Change, Subject, SubjectChanges } from './change.js';
import { environmentChanges } from './compare-environment.js';
import { eventChanges } from './compare-event.js';
import { fieldChanges } from './compare-field.js';
import { destinationChanges, ownerChanges, settingsChanges } from './compare-others.js';
import { Comparison } from './comparison.js';
import { forbiddenBy } from './forbidden-by.js';
import { heaviest } from './meaning.js';
import { touchedBy } from './touched.js';
import type { Violation } from '../event/violation.js';
import { WitnessStand } from './witness.js';

export interface DiffOptions {
  /**
   * Whether the judge is asked about every witness, which takes a millisecond or two for each. Without it witnesses
   * carry no violations.
   */
  readonly prove?: boolean;
  /** The catalog that is published, where that is not the one `before`. */
  readonly published?: Catalog;
}

/**
 * What was changed from one catalog to another, and what that means. What stands on a non-draft card `before` counts as
 * published, unless `published` says what does. Never throws: of what is unsound, whatever can be said is said.
 */
export function diffCatalogs(before: Catalog, after: Catalog, options: DiffOptions = {}): CatalogDiff {
  const comparison = new Comparison(before, after);
  const stand = options.prove === true ? new WitnessStand(before, after) : undefined;
  const subjects: SubjectChanges[] = [];
  const { published = before } = options;
  const asPublished = published === before ? undefined : forbiddenBy(() => diffCatalogs(published, after));
  const add = (subject: Subject, found: Iterable<Change>): void => {
    const changes = Array.from(found, (change) => {
      const told = asPublished === undefined ? change : asPublished(change);
      return stand === undefined ? told : proven(told, stand);
    });
    if (changes.length === 0) return;
    const meaning = heaviest(changes.map((change) => change.meaning));
    subjects.push({ subject, meaning, changes, touched: touchedBy(comparison, subject, changes) });
  };
  add({ kind: 'catalog', name: after.settings.name }, settingsChanges(comparison));
  for (const name of changed(before.owners, after.owners)) {
    add({ kind: 'owner', name }, ownerChanges(comparison, name));
  }
  for (const name of changed(before.fields, after.fields)) {
    add({ kind: 'field', name }, fieldChanges(comparison, name));
  }
  for (const name of changed(before.environments, after.environments, sameHolder)) {
    add({ kind: 'environment', name }, environmentChanges(comparison, name));
  }
  for (const name of changed(before.events, after.events, sameHolder)) {
    add({ kind: 'event', name }, eventChanges(comparison, name));
  }
  for (const name of changed(before.destinations, after.destinations)) {
    add({ kind: 'destination', name }, destinationChanges(comparison, name));
  }
  return { subjects };
}

function proven(change: Change, stand: WitnessStand): Change {
  const { witness, ...rest } = change;
  if (witness === undefined) return change;
  const heard = stand.hear(witness);
  if (heard === undefined) return { ...rest, assumed: true };
  const own = 'field' in change.what ? `/fields/${change.what.field}` : '';
  const isOwn = ({ pointer }: Violation): boolean => pointer === own || pointer.startsWith(`${own}/`);
  const violations = heard.violations ?? [];
  // First the reason that the change is about: another change of the same version may refuse the payload, too.
  const sorted = [...violations.filter(isOwn), ...violations.filter((one) => !isOwn(one))];
  return { ...rest, witness: { ...heard, violations: sorted } };
}

/** The names of what was added, deleted or is not the same any more, in order. */
function changed<Thing>(
  before: ReadonlyMap<string, Thing>,
  after: ReadonlyMap<string, Thing>,
  isSame: (one: Thing, other: Thing) => boolean = sameMeaning,
): string[] {
  const names: string[] = [];
  for (const [name, thing] of before) {
    const now = after.get(name);
    if (now === undefined || (now !== thing && !isSame(thing, now))) names.push(name);
  }
  for (const name of after.keys()) if (!before.has(name)) names.push(name);
  return names.sort();
}

interface CardAndContracts {
  readonly card: object;
  readonly contracts: ReadonlyMap<number, object>;
}

function sameHolder(one: CardAndContracts, other: CardAndContracts): boolean {
  return (
    one.contracts.size === other.contracts.size &&
    sameMeaning(one.card, other.card) &&
    [...one.contracts].every(([version, contract]) => sameMeaning(contract, other.contracts.get(version)))
  );
}
