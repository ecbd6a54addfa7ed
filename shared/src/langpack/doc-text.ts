import type { EventModel, FieldModel, FieldSetModel, MemberModel, TypeModel } from './model.js';

/* What documentation comments say, the same in every language. Each string is a paragraph, as the catalog has it. */

export function versionDocs(event: EventModel, set: FieldSetModel): readonly string[] {
  return [
    `${sentence(event.title)} (${event.name}, version ${set.version})`,
    ...optional(event.description),
    ...optional(set.note, 'This version: '),
    `Owner: ${event.owner}`,
  ];
}

export function commonDocs(environment: string, set: FieldSetModel): readonly string[] {
  return [
    `What every event from ${environment} carries, version ${set.version}.`,
    ...optional(set.note, 'This version: '),
  ];
}

export function fieldDocs(field: FieldModel): readonly string[] {
  const facts = [
    ...optional(field.unit, 'Unit: '),
    ...optional(field.owner, 'Owner: '),
    ...optional(field.privacy, 'Privacy: '),
  ];
  return [...memberDocs(field), ...(facts.length === 0 ? [] : [facts.join('. ')])];
}

export function memberDocs({
  title,
  description,
}: Pick<MemberModel, 'title' | 'description'>): readonly string[] {
  return [...(title === undefined ? [] : [sentence(title)]), ...optional(description)];
}

export function typeDocs(type: TypeModel): readonly string[] {
  const what = type.kind === 'enum' ? 'Allowed values of' : 'The shape of';
  return [...memberDocs(type), `${what} ${type.path}.`];
}

function optional(text: string | undefined, before = ''): readonly string[] {
  return text === undefined || text.trim() === '' ? [] : [`${before}${text}`];
}

function sentence(text: string): string {
  return /[.!?]$/u.test(text) ? text : `${text}.`;
}
