import { quoted } from '../catalog/quote.js';
import { columnTypeText } from '../warehouse/column-type-text.js';
import type { Change, Subject, What } from './change.js';
import type { ColumnEffect } from './column-effect.js';
import { editWords, keyWords, placeInField, valueList } from './edit-words.js';
import type { Meaning } from './meaning.js';

/** The words of changes: every printer takes them from here. */
export const meaningWords: Readonly<Record<Meaning, string>> = {
  forbidden: 'forbidden',
  'affects-senders': 'affects senders',
  'affects-readers': 'affects readers',
  safe: 'safe',
};

/** `event checkout.order_paid`. */
export function subjectWords({ kind, name }: Subject): string {
  return kind === 'catalog' ? 'catalog.json' : `${kind} ${name}`;
}

/** What was done, in a few words that go on from the subject: `gets version 4`, `version 4: price becomes required`. */
export function changeWords({ kind }: Subject, what: What): string {
  switch (what.kind) {
    case 'added':
      return what.status === undefined
        ? 'is new'
        : `is new: ${what.status}, ${versionList(what.versions ?? [])}`;
    case 'deleted':
      return 'is deleted';
    case 'status-changed':
      return statusWords(what);
    case 'key-changed':
      return keyChangeWords(what);
    case 'version-added':
      return addedVersionWords(kind, what);
    case 'version-deleted':
      return `version ${what.version} is deleted`;
    case 'version-edited':
      return `version ${what.version} is edited`;
    case 'opened':
      return `version ${what.version}: fields that it does not name are kept in _extra`;
    case 'closed':
      return `version ${what.version}: fields that it does not name break it`;
    case 'field-added':
      return `version ${what.version}: ${what.field} joins${what.required ? ', required' : ''}`;
    case 'field-gone':
      return `version ${what.version}: ${what.field} is gone`;
    case 'field-changed':
      return `version ${what.version}: ${what.field} ${editWords(what.edits)}`;
    case 'version-noted':
      return noteWords(what);
    case 'environment-added':
      return `may be sent from ${what.environment}`;
    case 'environment-taken-off':
      return `${what.environment} is taken off the card`;
    case 'environment-ended':
      return what.now === undefined
        ? `is not ended in ${what.environment} any more`
        : `is ended in ${what.environment} from ${what.now}${what.before === undefined ? '' : ` (was ${what.before})`}`;
    case 'route-added':
      return `goes to ${what.destination}`;
    case 'route-taken-off':
      return `no longer goes to ${what.destination}`;
    case 'source-added':
      return `gets the source ${what.source}`;
    case 'source-taken-off':
      return `the source ${what.source} is gone`;
    case 'key-added':
      return `the source ${what.source} gets the write key ${quoted(what.key)}`;
    case 'key-revoked':
      return `the write key ${quoted(what.key)} of ${what.source} is revoked`;
    case 'key-back':
      return `the write key ${quoted(what.key)} of ${what.source} is not revoked any more`;
    case 'key-taken-off':
      return `the write key ${quoted(what.key)} of ${what.source} is gone`;
    case 'declaration-added':
      return `declares ${what.field}`;
    case 'declaration-deleted':
      return `the declaration of ${what.field} is deleted`;
    case 'declaration-moved':
      return `the declaration of ${what.field} moved between card and dictionary`;
    case 'declaration-changed':
      return declarationWords(what);
    case 'values-grown':
      return `${placeInField(what.field, what.inside)} may also be ${valueList(what.values)}`;
    case 'values-lost':
      return `${placeInField(what.field, what.inside)} may no longer be ${valueList(what.values)}`;
  }
}

/** Who stays where he is need not do anything, which "affects senders" below does not say. */
function addedVersionWords(
  kind: Subject['kind'],
  { version, previous, note }: What & { readonly kind: 'version-added' },
): string {
  const text = `gets version ${version}${note === undefined || note === '' ? '' : ` (${quoted(note)})`}`;
  if (kind === 'environment') return `${text}, by which who pins none is judged at once`;
  return previous === undefined ? text : `${text}; who sends version ${previous} goes on as before`;
}

function versionList(versions: readonly number[]): string {
  if (versions.length === 0) return 'without a version';
  return `version${versions.length === 1 ? '' : 's'} ${versions.join(', ')}`;
}

function statusWords({ before, now }: What & { readonly kind: 'status-changed' }): string {
  if (now === 'draft') return `goes back to draft (was ${before})`;
  if (now === 'deprecated') return 'is deprecated';
  return before === 'draft' ? 'is published (was a draft)' : 'is active again';
}

function keyChangeWords(what: What & { readonly kind: 'key-changed' }): string {
  if (what.key === 'description' && what.before !== undefined && what.now !== undefined) {
    return 'its description is reworded';
  }
  return keyWords(what.key, what);
}

function noteWords({ version, before, now }: What & { readonly kind: 'version-noted' }): string {
  if (now === undefined) return `version ${version} is not ${before?.status ?? 'deprecated'} any more`;
  return `version ${version} is ${now.status} since ${now.since} (${quoted(now.reason)})`;
}

function declarationWords(what: What & { readonly kind: 'declaration-changed' }): string {
  const { field, inside, key, before, now } = what;
  const place = placeInField(field, inside);
  if (inside.endsWith('/properties')) {
    if (before === undefined) return `${place} gets the property ${key}`;
    if (now === undefined) return `${place} loses the property ${key}`;
  }
  if (key === 'description' && before !== undefined && now !== undefined) {
    return `the description of ${place} is reworded`;
  }
  if (key === 'required') return `${place} ${now === true ? 'becomes required' : 'is no longer required'}`;
  if (key === 'nullable') return `${place} ${now === true ? 'may be null' : 'may not be null any more'}`;
  return `${place}: ${keyWords(key, { before, now })}`;
}

/** What becomes of the warehouse: `column price DOUBLE is added in 3 tables`; its own table an event need not name. */
export function columnWords(
  { name }: Subject,
  { effect, column = '', type, before, tables }: ColumnEffect,
): string {
  const text = type === undefined ? '' : ` ${columnTypeText(type)}`;
  const [only = ''] = tables;
  const where = tables.length > 1 ? ` in ${tables.length} tables` : only === name ? '' : ` in ${only}`;
  switch (effect) {
    case 'table-added':
      return 'a new table';
    case 'column-added':
      return `column ${column}${text} is added${where}`;
    case 'column-kept':
      return `column ${column} is already there${where}`;
    case 'column-gone':
      return `column ${column} is gone${where}`;
    case 'struct-grown':
      return `column ${column} grows to${text}${where}`;
    case 'type-changed':
      return `column ${column} becomes${text} (was ${before === undefined ? 'nothing' : columnTypeText(before)})${where}`;
  }
}

const mostInside = 4;

/**
 * Names with a slash in them, those of one environment together: `site-backend/checkout`, `billing/{api, worker}`,
 * `partners/… (7)`.
 */
export function groupedWords(names: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const [group = '', inside = ''] = name.split('/');
    groups.set(group, [...(groups.get(group) ?? []), inside]);
  }
  const texts = [...groups].map(([group, inside]) => {
    if (inside.length === 1) return `${group}/${inside.join('')}`;
    return inside.length > mostInside ? `${group}/… (${inside.length})` : `${group}/{${inside.join(', ')}}`;
  });
  return texts.join(', ');
}

/** Why a change is what it is said to be: the rule, or what the judge says of the payload that shows it. */
export function reasonWords({ rule, assumed, witness }: Change): string {
  const [violation] = witness?.violations ?? [];
  const parts = [
    ...(rule === undefined ? [] : [`rule ${rule}`]),
    ...(assumed === true ? ['assumed: no payload that shows it was found'] : []),
    ...(violation === undefined || witness === undefined
      ? []
      : [`for example of ${witness.source}: ${violation.message}`]),
  ];
  return parts.join('; ');
}

/** A change in one sentence, with all that is known of it. */
export function sentenceOf(subject: Subject, change: Change): string {
  const reason = reasonWords(change);
  const columns = change.columns.map((column) => columnWords(subject, column));
  const more = [
    ...(reason === '' ? [] : [reason]),
    ...(columns.length === 0 ? [] : [`warehouse: ${columns.join(', ')}`]),
  ];
  const what = `${subjectWords(subject)}: ${changeWords(subject, change.what)}: ${meaningWords[change.meaning]}`;
  return `${[what, ...more].join('; ')}.`;
}
