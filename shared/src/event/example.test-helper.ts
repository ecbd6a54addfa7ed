import type {
  Catalog,
  Contract,
  EnvironmentCard,
  EventCard,
  FieldDeclaration,
  FieldUse,
} from '../catalog/model.js';
import { Judge, type Sender, type Verdict } from './judge.js';

export const sender: Sender = { environment: 'site', source: 'site/web' };

export interface ExampleParts {
  readonly fields?: Readonly<Record<string, FieldDeclaration>>;
  /** The uses of version 1 of `shop.viewed`. */
  readonly uses?: Readonly<Record<string, FieldUse>>;
  readonly contract?: Partial<Contract>;
  readonly event?: Partial<EventCard>;
  readonly environment?: Partial<EnvironmentCard>;
  readonly environmentContracts?: readonly Contract[];
}

/** A catalog of one event, `shop.viewed`, version 1, sent from the environment `site`. */
export function exampleCatalog(parts: ExampleParts): Catalog {
  const contract: Contract = { version: 1, fields: parts.uses ?? {}, ...parts.contract };
  const card: EventCard = {
    title: 'Viewed',
    owner: 'shop',
    status: 'active',
    environments: { site: {} },
    destinations: [],
    ...parts.event,
  };
  const environmentCard: EnvironmentCard = {
    title: 'Site',
    owner: 'shop',
    kind: 'frontend',
    exposure: 'public',
    sources: { web: { title: 'Web' } },
    ...parts.environment,
  };
  const common = new Map((parts.environmentContracts ?? []).map((one) => [one.version, one]));
  return {
    settings: { format: 1, name: 'example' },
    owners: new Map(),
    fields: new Map(Object.entries(parts.fields ?? {})),
    environments: new Map([['site', { name: 'site', card: environmentCard, contracts: common }]]),
    events: new Map([
      ['shop.viewed', { name: 'shop.viewed', card, contracts: new Map([[contract.version, contract]]) }],
    ]),
    destinations: new Map(),
  };
}

export function judgeText(parts: ExampleParts, text: string): Verdict {
  const judge = new Judge(exampleCatalog(parts), { sequence: 10 });
  return judge.judge(JSON.parse(text), sender, () => text);
}

export function judgeFields(parts: ExampleParts, fields: unknown, more: object = {}): Verdict {
  return judgeText(parts, JSON.stringify({ event: 'shop.viewed', version: 1, ...more, fields }));
}

/** What a reader of the stored event sees of the content. */
export function contentOf(verdict: Verdict): Record<string, unknown> {
  return JSON.parse(`{${verdict.content}}`) as Record<string, unknown>;
}

export function faultsOf(verdict: Verdict): string[] {
  return verdict.violations.map(({ code, pointer }) => `${code} ${pointer}`);
}
