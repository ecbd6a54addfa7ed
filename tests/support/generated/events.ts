import type {
  Contract,
  Deprecation,
  EventCard,
  FieldDeclaration,
  FieldUse,
} from '@eventbook/shared/catalog/model';
import type { Random } from '../random.js';
import { declared, makeUse, type Dictionary } from './fields.js';
import { namespaces, objects, titled, verbs } from './words.js';

export interface GeneratedEvent {
  readonly name: string;
  readonly card: EventCard;
  readonly contracts: readonly Contract[];
}

/** What an event is made of. */
export interface EventParts {
  readonly dictionary: Dictionary;
  readonly owners: readonly string[];
  readonly environments: readonly string[];
  readonly destinations: readonly string[];
  readonly contracts: number;
}

/** So many names of events, each other than the rest by more than dots and case. */
export function eventNames(count: number, random: Random): string[] {
  const all = namespaces.flatMap((namespace) =>
    objects.flatMap((object) => verbs.map((verb) => `${namespace}.${object}_${verb}`)),
  );
  if (count > all.length) throw new RangeError(`at most ${all.length} events can be made up`);
  for (let index = 0; index < count; index += 1) {
    const other = random.integer(index, all.length - 1);
    [all[index], all[other]] = [all[other] as string, all[index] as string];
  }
  return all.slice(0, count).sort();
}

export function makeEvent(
  name: string,
  parts: EventParts,
  random: Random,
  replacement: string | undefined,
): GeneratedEvent {
  const local = random.next() < 0.3 ? ['own_count', 'own_status'].slice(0, random.integer(1, 2)) : [];
  const contracts = makeContracts(parts, local, random);
  const status = random.next();
  return {
    name,
    contracts,
    card: {
      title: titled(name),
      description: describe(name),
      owner: random.pick(parts.owners),
      ...(status < 0.07 && replacement !== undefined
        ? { status: 'deprecated', deprecation: deprecationFor(replacement) }
        : { status: status > 0.95 ? 'draft' : 'active' }),
      ...(contracts.length > 1 && random.next() < 0.2 ? { versions: { 1: leftVersion } } : {}),
      environments: Object.fromEntries(
        some(parts.environments, random.integer(1, 3), random).map((one) => [
          one,
          random.next() < 0.05 ? { ended: '2026-06-01' } : {},
        ]),
      ),
      destinations: ['warehouse', ...some(parts.destinations, random.integer(0, 2), random)],
      tags: some(['funnel', 'money', 'support', 'experiment', 'legal'], random.integer(0, 2), random),
      ...(local.length === 0 ? {} : { fields: localFields(local, random) }),
    },
  };
}

function describe(name: string): string {
  const [namespace = '', rest = ''] = name.split('.');
  return (
    `Sent when **${titled(rest).toLowerCase()}** in ${namespace}, once for each time.\n\n` +
    `- not sent by robots\n- see [the guide](https://example.com/guide/${name})\n`
  );
}

function deprecationFor(replacement: string): Deprecation {
  return {
    since: '2026-03-01',
    reason: 'Was sent twice by two services.',
    replacement,
    sunset: '2027-03-01',
  };
}

const leftVersion = {
  status: 'deprecated',
  since: '2026-01-15',
  reason: 'Carried prices without their currency.',
} as const;

function localFields(names: readonly string[], random: Random): Record<string, FieldDeclaration> {
  return Object.fromEntries(names.map((name) => [name, declared(name, random)]));
}

/** The first contract, and each further one as it comes about: fields join, one leaves, one is asked of everybody. */
function makeContracts(
  { dictionary, contracts }: EventParts,
  local: readonly string[],
  random: Random,
): Contract[] {
  const names = [...local, ...some(dictionary.ofEvents, random.integer(6, 14), random)];
  let fields: Record<string, FieldUse> = Object.fromEntries(
    names.map((name) => [name, makeUse(name, random)]),
  );
  const made: Contract[] = [];
  for (let version = 1; version <= contracts; version += 1) {
    if (version > 1) fields = nextFields(fields, dictionary, random);
    made.push({ version, note: `What the team agreed on in round ${version}.`, fields });
  }
  return made;
}

export function nextFields(
  fields: Readonly<Record<string, FieldUse>>,
  dictionary: Pick<Dictionary, 'ofEvents'>,
  random: Random,
): Record<string, FieldUse> {
  const [first = '', ...others] = Object.keys(fields);
  const left = others.length > 3 && random.next() < 0.3 ? random.pick(others) : undefined;
  const next = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== left));
  for (const name of some(dictionary.ofEvents, random.integer(1, 3), random))
    next[name] ??= makeUse(name, random);
  if (first !== '') next[first] = { ...next[first], required: true };
  return next;
}

/** So many of the items, each once, in their order. */
export function some<Item>(items: readonly Item[], count: number, random: Random): Item[] {
  const chosen = new Set<number>();
  const wanted = Math.min(count, items.length);
  while (chosen.size < wanted) chosen.add(random.integer(0, items.length - 1));
  return items.filter((_, index) => chosen.has(index));
}
