import type { Catalog, Contract, Environment, Event } from '@eventbook/shared/catalog/model';
import { newestContract } from '@eventbook/shared/catalog/resolve';
import { Random } from '../support/random.js';
import { sampleFields } from '../support/sample-value.js';

/** What is made wrong on purpose. */
export const faults = [
  'missing field',
  'wrong type',
  'unknown field',
  'unknown event',
  'unknown version',
  'sent twice',
] as const;
export type Fault = (typeof faults)[number];

export interface MadeUpEvents {
  /** NDJSON: one envelope a line. */
  readonly lines: readonly string[];
  readonly planted: Readonly<Record<Fault, number>>;
}

/** `count` envelopes of one environment's events, three in a hundred of them wrong on purpose. */
export function makeUpEvents(
  catalog: Catalog,
  environment: string,
  count: number,
  seed: number,
): MadeUpEvents {
  const random = new Random(seed);
  const events = [...catalog.events.values()].filter((event) => sendableFrom(event, environment));
  const planted = Object.fromEntries(faults.map((fault) => [fault, 0])) as Record<Fault, number>;
  const lines: string[] = [];
  while (lines.length < count) {
    const envelope = makeUp(catalog, environment, random.pick(events), random);
    const fault = random.next() < 0.03 ? random.pick(faults) : undefined;
    if (fault === undefined) {
      lines.push(JSON.stringify(envelope));
      continue;
    }
    if (fault === 'sent twice' && lines.length + 2 > count) continue;
    spoil(envelope, fault, requiredField(catalog, environment), random);
    planted[fault]++;
    lines.push(JSON.stringify(envelope));
    if (fault === 'sent twice') lines.push(JSON.stringify(envelope));
  }
  return { lines, planted };
}

function requiredField(catalog: Catalog, environment: string): string {
  const fields = Object.entries(newestOf(catalog, environment).fields);
  const [name] = fields.find(([, use]) => use.required === true) ?? [];
  if (name === undefined) throw new Error(`${environment} requires nothing, so nothing can be missing`);
  return name;
}

interface MadeUpEnvelope {
  event: string;
  version: number;
  readonly event_id: string;
  readonly event_time: number;
  readonly environment_version: number;
  readonly fields: Record<string, unknown>;
}

function sendableFrom({ card }: Event, environment: string): boolean {
  return card.status !== 'draft' && Object.hasOwn(card.environments, environment);
}

function environmentOf(catalog: Catalog, name: string): Environment {
  const environment = catalog.environments.get(name);
  if (environment === undefined) throw new Error(`the catalog has no environment ${name}`);
  return environment;
}

function newestOf(catalog: Catalog, environment: string): Contract {
  const contract = newestContract(environmentOf(catalog, environment));
  if (contract === undefined) throw new Error(`${environment} has no contract`);
  return contract;
}

function makeUp(catalog: Catalog, environmentName: string, event: Event, random: Random): MadeUpEnvelope {
  const environment = environmentOf(catalog, environmentName);
  const common = newestOf(catalog, environmentName);
  const version = random.pick([...event.contracts.keys()]);
  const now = Date.now() - random.integer(0, 60_000);
  return {
    event: event.name,
    version,
    event_id: random.uuid(now),
    event_time: now * 1000 + random.integer(0, 999),
    environment_version: common.version,
    fields: {
      ...sampleFields(catalog, environment, common.version, random),
      ...sampleFields(catalog, event, version, random),
    },
  };
}

/** Makes the envelope wrong in one way; `required` is a field that it may not be without. */
function spoil(envelope: MadeUpEnvelope, fault: Fault, required: string, random: Random): void {
  switch (fault) {
    case 'missing field':
      Reflect.deleteProperty(envelope.fields, required);
      return;
    case 'wrong type':
      envelope.fields[required] = { not: 'what was declared' };
      return;
    case 'unknown field':
      envelope.fields[`utm_${random.hex(4)}`] = 'nobody described this';
      return;
    case 'unknown event':
      envelope.event = random.pick(['advert.teleported', 'checkout.haggled', 'search.given_up']);
      return;
    case 'unknown version':
      envelope.version = 99;
      return;
    case 'sent twice':
      return;
  }
}
