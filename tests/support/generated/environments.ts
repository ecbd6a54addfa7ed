import type { Contract, Destination, EnvironmentCard, Owner } from '@eventbook/shared/catalog/model';
import type { Random } from '../random.js';
import { some } from './events.js';
import { declared, makeUse, type Dictionary } from './fields.js';
import { places, teams, titled } from './words.js';

export interface GeneratedEnvironment {
  readonly name: string;
  readonly card: EnvironmentCard;
  readonly contracts: readonly Contract[];
}

export function makeOwners(random: Random): Map<string, Owner> {
  const owner = (team: string): Owner => ({
    title: titled(team),
    members: Array.from({ length: random.integer(2, 8) }, (_, index) => ({
      name: `Person ${index + 1} of ${titled(team)}`,
      email: `person${index + 1}@${team}.example.com`,
    })),
    contacts: { email: `${team}@example.com`, chat: `${team}-events` },
  });
  return new Map(teams.map((team) => [team, owner(team)]));
}

export function makeDestinations(owners: readonly string[], random: Random): Map<string, Destination> {
  const queues = teams.map((team): [string, Destination] => [
    `${team}-queue`,
    {
      title: `The queue of ${titled(team)}`,
      description: 'Read by services that react to what happens.',
      owner: random.pick(owners),
      kind: random.pick(['queue', 'rabbitmq', 'mongodb', 'webhook'] as const),
      framing: random.pick(['event', 'batch'] as const),
      takes_flagged: random.next() < 0.3,
    },
  ]);
  const warehouse: Destination = {
    title: 'Warehouse',
    description: 'Everything, typed, by hours.',
    owner: 'analytics',
    kind: 'warehouse',
    takes_flagged: true,
  };
  return new Map([...queues, ['warehouse', warehouse]]);
}

export function makeEnvironments(
  count: number,
  dictionary: Dictionary,
  owners: readonly string[],
  random: Random,
): GeneratedEnvironment[] {
  return Array.from({ length: count }, (_, index) => {
    const place = places[index % places.length] ?? 'site';
    const round = Math.floor(index / places.length);
    const frontend = place === 'site' || place === 'android' || place === 'ios';
    const name = `${place}-${frontend ? 'frontend' : 'backend'}${round === 0 ? '' : `-${round + 1}`}`;
    const kind = place === 'site' ? 'frontend' : frontend ? 'mobile' : 'backend';
    const local = random.next() < 0.4;
    return {
      name,
      contracts: commonContracts(dictionary, local, random),
      card: {
        title: titled(name),
        description: `Everything that ${titled(place)} sends. Asked about in the chat of its owner.`,
        owner: random.pick(owners),
        kind,
        exposure: frontend ? 'public' : 'internal',
        on_invalid: frontend ? 'flag' : random.pick(['quarantine', 'reject'] as const),
        sources: makeSources(random),
        ...(local ? { fields: { build_number: declared('build_number', random) } } : {}),
      },
    };
  });
}

function makeSources(random: Random): EnvironmentCard['sources'] {
  const names = some(['api', 'web', 'worker', 'scheduler', 'admin'], random.integer(1, 4), random);
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        title: titled(name),
        keys: [{ id: `${name}-2026`, sha256: random.hex(64), created: '2026-01-10' }],
      },
    ]),
  );
}

function commonContracts(dictionary: Dictionary, local: boolean, random: Random): Contract[] {
  const names = some(dictionary.ofEnvironments, random.integer(3, 8), random);
  const fields = Object.fromEntries(names.map((name) => [name, makeUse(name, random)]));
  const first: Contract = { version: 1, note: 'What every event from here carries.', fields };
  const grown = { ...fields, ...(local ? { build_number: {} } : {}) };
  return random.next() < 0.5
    ? [{ ...first, fields: grown }]
    : [
        first,
        {
          version: 2,
          note: 'One more was asked for.',
          fields: { [random.pick(dictionary.ofEnvironments)]: {}, ...grown },
        },
      ];
}
