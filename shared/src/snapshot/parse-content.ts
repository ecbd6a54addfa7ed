import type { LangpackSettings } from '../catalog/langpack-settings.js';
import type { Catalog, Contract, Destination, EnvironmentCard, EventCard } from '../catalog/model.js';
import type { FieldDeclaration } from '../catalog/model.js';
import { declarationOf, type Holder } from '../catalog/resolve.js';
import { AppError } from '../errors/app-error.js';
import { firstSchemaError } from '../event/first-schema-error.js';
import { membersAt } from './content-members.js';
import { contentSchema } from './schemas.js';

interface HolderContent<Card> {
  readonly card: Card;
  readonly contracts: readonly Contract[];
}

/** The shape that `contentSchema` holds it to. */
interface Content {
  readonly name: string;
  readonly title?: string;
  readonly langpack?: LangpackSettings;
  readonly fields: Readonly<Record<string, FieldDeclaration>>;
  readonly environments: Readonly<Record<string, HolderContent<EnvironmentCard>>>;
  readonly events: Readonly<Record<string, HolderContent<EventCard>>>;
  readonly destinations: Readonly<Record<string, Destination>>;
}

/**
 * The catalog that a snapshot's content says, without what content leaves out (owners are empty).
 * Throws snapshot_malformed for anything that could not be judged by.
 */
export function parseContent(text: string): Catalog {
  const catalog = catalogOf(readContent(text));
  for (const event of catalog.events.values()) checkHolder(catalog, event, `event ${event.name}`);
  for (const environment of catalog.environments.values()) {
    checkHolder(catalog, environment, `environment ${environment.name}`);
  }
  return catalog;
}

/**
 * The same for content that was parsed by `parseContent` elsewhere and found good: nothing is checked, and it pauses
 * between pieces, so that a book of thousands of contracts holds nothing up.
 * @param pause called after each piece; what it answers is awaited, unless it is undefined
 */
export async function parseAdmittedContent(
  text: string,
  pause: () => Promise<unknown> | undefined,
): Promise<Catalog> {
  const content: Record<string, unknown> = {};
  for (const { name, start, end } of membersAt(text, 0)) {
    if (text[start] !== '{') {
      content[name] = JSON.parse(text.slice(start, end));
      continue;
    }
    const members: [string, unknown][] = [];
    for (const member of membersAt(text, start)) {
      members.push([member.name, JSON.parse(text.slice(member.start, member.end))]);
      await pause();
    }
    content[name] = Object.fromEntries(members);
  }
  return catalogOf(content as unknown as Content);
}

function catalogOf(content: Content): Catalog {
  return {
    settings: {
      format: 1,
      name: content.name,
      ...(content.title === undefined ? {} : { title: content.title }),
      ...(content.langpack === undefined ? {} : { langpack: content.langpack }),
    },
    owners: new Map(),
    fields: byName(content.fields),
    environments: holders(content.environments),
    events: holders(content.events),
    destinations: byName(content.destinations),
  };
}

function readContent(text: string): Content {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw malformed('it is not JSON', cause);
  }
  const error = firstSchemaError(contentSchema, value);
  if (error !== undefined) throw malformed(error);
  return value as Content;
}

function byName<Value>(record: Readonly<Record<string, Value>>): Map<string, Value> {
  return new Map(
    Object.keys(record)
      .sort()
      .map((name) => [name, record[name] as Value]),
  );
}

function holders<Card>(
  record: Readonly<Record<string, HolderContent<Card>>>,
): Map<string, { readonly name: string; readonly card: Card; readonly contracts: Map<number, Contract> }> {
  const result = new Map<string, { name: string; card: Card; contracts: Map<number, Contract> }>();
  for (const [name, { card, contracts }] of byName(record)) {
    result.set(name, { name, card, contracts: new Map(contracts.map((one) => [one.version, one])) });
  }
  return result;
}

/** What a schema cannot say: every field is declared, and every pattern is one. */
function checkHolder(catalog: Catalog, holder: Holder, title: string): void {
  for (const contract of holder.contracts.values()) {
    for (const [name, use] of Object.entries(contract.fields)) {
      if (declarationOf(catalog, holder, name) === undefined) {
        throw malformed(`version ${contract.version} of ${title} names the field ${name}, declared nowhere`);
      }
      if (use.pattern !== undefined) checkPattern(use.pattern, title);
    }
  }
}

function checkPattern(pattern: string, title: string): void {
  try {
    new RegExp(pattern, 'u');
  } catch (cause) {
    throw malformed(`a pattern of ${title} is not a regular expression`, cause);
  }
}

function malformed(what: string, cause?: unknown): AppError {
  return new AppError('user', 'snapshot_malformed', `The snapshot's content cannot be read: ${what}.`, {
    cause,
  });
}
