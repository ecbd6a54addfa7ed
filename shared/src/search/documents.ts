import type { Catalog, Environment, EventStatus, ValueShape } from '../catalog/model.js';
import { declarationOf, fieldsNamed, type Holder } from '../catalog/resolve.js';
import type { SearchDocument } from './document.js';

const weights: Readonly<Record<EventStatus, number>> = { active: 1, draft: 0.9, deprecated: 0.6 };
/** A field is found beside the events that carry it, not before them. */
const fieldWeight = 0.9;

/** Everything of a catalog that can be found: events first, each kind in the order of its names. */
export function* searchDocuments(catalog: Catalog): Generator<SearchDocument, void, void> {
  const ownerText = (name: string | undefined): string =>
    name === undefined ? '' : `${name} ${catalog.owners.get(name)?.title ?? ''}`;
  for (const event of catalog.events.values()) {
    const { card } = event;
    yield {
      kind: 'event',
      ...described(event.name, card),
      owner: ownerText(card.owner),
      tags: (card.tags ?? []).join(' '),
      fields: fieldText(catalog, event),
      status: card.status,
      weight: weights[card.status],
    };
  }
  for (const [name, declaration] of catalog.fields) {
    const owner = ownerText(declaration.owner);
    const fields = propertyText(declaration);
    yield {
      kind: 'field',
      ...described(name, declaration),
      owner,
      tags: '',
      fields,
      weight: fieldWeight,
    };
  }
  for (const environment of catalog.environments.values()) {
    yield {
      kind: 'environment',
      ...described(environment.name, environment.card),
      owner: ownerText(environment.card.owner),
      tags: sourceText(environment),
      fields: fieldText(catalog, environment),
      weight: 1,
    };
  }
  for (const [name, owner] of catalog.owners) {
    const members = owner.members.map((member) => member.name).join(' ');
    yield {
      kind: 'owner',
      ...described(name, owner),
      owner: members,
      tags: '',
      fields: '',
      weight: 1,
    };
  }
  for (const [name, destination] of catalog.destinations) {
    const owner = ownerText(destination.owner);
    const tags = `${destination.kind} ${destination.topic ?? ''}`;
    yield {
      kind: 'destination',
      ...described(name, destination),
      owner,
      tags,
      fields: '',
      weight: 1,
    };
  }
}

function described(
  name: string,
  card: { readonly title?: string; readonly description?: string },
): Pick<SearchDocument, 'name' | 'title' | 'description' | 'words'> {
  return { name, title: card.title ?? '', description: card.description ?? '', words: camelWords(name) };
}

/** `orderPaid` is found by "paid", too. */
function camelWords(name: string): string {
  const parted = name.replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2');
  return parted === name ? '' : parted;
}

function fieldText(catalog: Catalog, holder: Holder): string {
  const texts: string[] = [];
  for (const name of fieldsNamed(holder)) {
    texts.push(name, camelWords(name), declarationOf(catalog, holder, name)?.title ?? '');
  }
  return joined(texts);
}

function propertyText(shape: ValueShape): string {
  const properties = Object.keys(shape.properties ?? shape.items?.properties ?? {});
  return joined([...properties, ...(shape.values ?? []).slice(0, 50).map(String)]);
}

function sourceText(environment: Environment): string {
  const sources = Object.entries(environment.card.sources).flatMap(([name, source]) => [name, source.title]);
  return joined([environment.card.kind, ...sources]);
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(' ');
}
