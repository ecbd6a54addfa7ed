import type { Catalog, Contract, Environment, Event } from '../../catalog/model.js';
import { declarationOf, newestContract, type Holder } from '../../catalog/resolve.js';
import type { Envelope } from '../../event/envelope.js';
import type { ViolationCode } from '../../event/violation.js';
import { isWithdrawn } from '../notices.js';
import { brokenValues } from './broken-values.js';
import { sampleValue, type SampleKind } from './sample-value.js';

/*
 * What every langpack of an environment must do, whatever its language: inputs, and the envelopes that they must become. It
 * is made from the contracts alone, by no path that an emitter or a runtime takes.
 */
export interface Conformance {
  readonly environment: string;
  readonly cases: readonly ConformanceCase[];
  readonly refused: readonly RefusedCase[];
}

/** Values are as they travel; times are microseconds. */
export interface ConformanceCase {
  /** `checkout.order_paid/3/full`. */
  readonly name: string;
  readonly event: string;
  readonly version: number;
  /** Of the common fields; null where the environment has none. */
  readonly environment_version: number | null;
  readonly event_id: string;
  readonly time: number;
  readonly sample_rate: number;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly common: Readonly<Record<string, unknown>>;
  /** All of it but `langpack` and `sequence`, which are the package's own. Compare as RFC 8785 does. */
  readonly envelope: Omit<Envelope, 'langpack' | 'sequence'>;
}

/** A value that no event of this version can be built with, and the code that says why. */
export interface RefusedCase {
  readonly event: string;
  readonly version: number;
  readonly field: string;
  readonly value: unknown;
  readonly code: ViolationCode;
}

/** 2025-11-22T22:14:10.123456Z: any time would do, and this one needs all six digits. */
const firstTime = 1_763_849_650_123_456;

/**
 * The conformance of an environment's langpacks. A version whose required patterns nothing here meets is left out.
 * An environment that the catalog does not have has no cases.
 */
export function conformanceOf(catalog: Catalog, name: string): Conformance {
  const environment = catalog.environments.get(name);
  const cases: ConformanceCase[] = [];
  const refused: RefusedCase[] = [];
  const events = [...catalog.events.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const event of events) {
    if (environment === undefined) break;
    if (event.card.status === 'draft' || !Object.hasOwn(event.card.environments, name)) continue;
    for (const contract of contractsOf(event)) {
      cases.push(...casesOf(catalog, environment, event, contract, cases.length));
      refused.push(...refusedOf(catalog, event, contract));
    }
  }
  return { environment: name, cases, refused };
}

function contractsOf(event: Event): Contract[] {
  return [...event.contracts.values()]
    .filter((contract) => !isWithdrawn(event, contract))
    .sort((one, other) => one.version - other.version);
}

/** Everything set, only what must be, and null wherever that is allowed. */
const kinds: readonly SampleKind[] = ['full', 'least', 'null'];

function* casesOf(
  catalog: Catalog,
  environment: Environment,
  event: Event,
  contract: Contract,
  from: number,
): Iterable<ConformanceCase> {
  const commonContract = newestContract(environment);
  let number = from;
  for (const kind of kinds) {
    const fields = sampleFields(catalog, event, contract, kind);
    const common =
      commonContract === undefined ? {} : sampleFields(catalog, environment, commonContract, kind);
    if (fields === undefined || common === undefined) return;
    if (kind === 'null' && !Object.values(fields).includes(null)) continue;
    const time = firstTime + number * 1_000_001;
    const id = sampleId(number);
    const rate = number % 3 === 2 ? 0.25 : 1;
    yield {
      name: `${event.name}/${contract.version}/${kind}`,
      event: event.name,
      version: contract.version,
      environment_version: commonContract?.version ?? null,
      event_id: id,
      time,
      sample_rate: rate,
      fields,
      common,
      envelope: {
        event: event.name,
        version: contract.version,
        event_id: id,
        ...(isOnDevice(environment) ? { client_time: time } : { event_time: time }),
        ...(commonContract === undefined ? {} : { environment_version: commonContract.version }),
        ...(rate === 1 ? {} : { sample_rate: rate }),
        fields: { ...common, ...fields },
      },
    };
    number += 1;
  }
}

function isOnDevice({ card }: Environment): boolean {
  return card.kind === 'frontend' || card.kind === 'mobile';
}

/** Undefined where a required field has no sample. */
function sampleFields(
  catalog: Catalog,
  holder: Holder,
  contract: Contract,
  kind: SampleKind,
): Readonly<Record<string, unknown>> | undefined {
  const fields: Record<string, unknown> = {};
  for (const [name, use] of Object.entries(contract.fields)) {
    const isRequired = use.required === true;
    if (!isRequired && kind === 'least') continue;
    const declaration = declarationOf(catalog, holder, name) ?? { type: 'json' as const };
    const value = sampleValue(declaration, use, kind, declaration.examples ?? []);
    if (value !== undefined) fields[name] = value;
    else if (isRequired) return undefined;
  }
  return fields;
}

function* refusedOf(catalog: Catalog, event: Event, contract: Contract): Iterable<RefusedCase> {
  for (const [name, use] of Object.entries(contract.fields)) {
    const declaration = declarationOf(catalog, event, name) ?? { type: 'json' as const };
    for (const { value, code } of brokenValues(declaration, use)) {
      yield { event: event.name, version: contract.version, field: name, value, code };
    }
  }
}

/** Cases by the name of their event. */
export function byEvent<Case extends { readonly event: string }>(
  all: readonly Case[],
): ReadonlyMap<string, Case[]> {
  const groups = new Map<string, Case[]>();
  for (const one of all) {
    const group = groups.get(one.event);
    if (group === undefined) groups.set(one.event, [one]);
    else group.push(one);
  }
  return groups;
}

/** A UUID of version 7 that follows from a number. */
function sampleId(number: number): string {
  const tail = number.toString(16).padStart(12, '0');
  return `019aaddc-2c4b-7d40-8c11-${tail}`;
}
