import type {
  Catalog,
  Destination,
  Environment,
  Event,
  FieldDeclaration,
  Owner,
  PrivacyClass,
} from '@eventbook/shared/catalog/model';
import { declarationOf, newestContract } from '@eventbook/shared/catalog/resolve';
import { publishedEvent } from '@eventbook/shared/check/published';
import type {
  DestinationRow,
  EnvironmentRow,
  EventRow,
  FieldRow,
  OutlineKind,
  OutlineRows,
  OwnerRow,
} from '../../api/catalog.js';

export function eventRow(event: Event, catalog: Catalog, base: Catalog | undefined): EventRow {
  const { card, name } = event;
  const privacy = new Set<PrivacyClass>();
  for (const field of Object.keys(newestContract(event)?.fields ?? {})) {
    const said = declarationOf(catalog, event, field)?.privacy;
    if (said !== undefined && said !== 'none') privacy.add(said);
  }
  return {
    name,
    title: card.title,
    owner: card.owner,
    status: card.status,
    versions: [...event.contracts.keys()],
    environments: Object.keys(card.environments),
    destinations: card.destinations,
    tags: card.tags ?? [],
    privacy: [...privacy].sort(),
    published: publishedEvent(base, name) !== undefined,
  };
}

export function fieldRow(
  name: string,
  declaration: FieldDeclaration,
  uses: number,
  base: Catalog | undefined,
): FieldRow {
  const { title, type, owner, privacy } = declaration;
  return {
    name,
    title: title ?? '',
    type,
    uses,
    ...(owner === undefined ? {} : { owner }),
    ...(privacy === undefined ? {} : { privacy }),
    ...(base?.fields.has(name) === true ? { published: true } : {}),
  };
}

export function environmentRow({ name, card, contracts }: Environment): EnvironmentRow {
  return { name, title: card.title, owner: card.owner, kind: card.kind, versions: [...contracts.keys()] };
}

export function ownerRow(name: string, { title, members }: Owner): OwnerRow {
  return { name, title, emails: members.map(({ email }) => email) };
}

export function destinationRow(name: string, { title, kind }: Destination): DestinationRow {
  return { name, title, kind };
}

/** Rows for what is there and cannot be read: nobody can say more of it than its name. */
export const unsoundRows: { readonly [Kind in OutlineKind]: (name: string) => OutlineRows[Kind] } = {
  event: (name) => ({
    name,
    title: '',
    owner: '',
    status: 'draft',
    versions: [],
    environments: [],
    destinations: [],
    tags: [],
    privacy: [],
    published: false,
    unsound: true,
  }),
  field: (name) => ({ name, title: '', type: 'json', uses: 0, unsound: true }),
  environment: (name) => ({ name, title: '', owner: '', kind: 'backend', versions: [], unsound: true }),
  owner: (name) => ({ name, title: '', emails: [], unsound: true }),
  destination: (name) => ({ name, title: '', kind: 'queue', unsound: true }),
};
