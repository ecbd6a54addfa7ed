import { pointerTo } from '../../catalog/pointer.js';
import type { ForeignSchema, ForeignVersion } from '../foreign.js';
import type { Loss } from '../loss.js';
import { isRecord, listOf, own, recordOf, requiredOf, typesOf, type Keywords } from './keywords.js';
import { countLosses, wordsOf } from './object-value.js';
import { below, type Place } from './place.js';
import type { Documents } from './references.js';
import { loss, type TranslatedValue } from './translated-value.js';
import { Translator } from './translator.js';

/** One field of a version, before it is known what it will be called. */
export interface TranslatedField {
  /** Its name in the foreign schema. */
  readonly name: string;
  readonly value: TranslatedValue;
  readonly required: boolean;
  readonly title?: string;
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

export interface TranslatedVersion {
  readonly version: ForeignVersion;
  readonly fields: readonly TranslatedField[];
  /** Whether fields that the schema does not name are allowed. */
  readonly open: boolean;
  /** Whether the payload is no object there: then all of it is the one field. */
  readonly isWrapped: boolean;
  /** Those of the payload itself; each field has its own. */
  readonly losses: readonly Loss[];
  readonly title?: string;
  readonly description?: string;
}

/** The one field of a payload that is a list. */
const wrapper = 'items';

/** Reads the schema of one version's payload. Never throws, whatever the schema. */
export function translateVersion(version: ForeignVersion, documents: Documents): TranslatedVersion {
  const translator = new Translator(documents);
  const start: Place = {
    document: documents.has(version.file) ? version.file : version.origin,
    pointer: version.pointer,
    depth: 0,
    followed: new Set(),
  };
  const { keywords, place, losses: joined, unknown } = translator.plain(version.schema, start);
  const losses = [...joined];
  if (unknown !== undefined) losses.push(loss('json', place, '$ref', `${unknown}.`));
  const types = typesOf(keywords);
  if (types !== undefined && !types.has('object')) {
    const value = translator.value(keywords, place);
    return {
      version,
      fields: [{ name: wrapper, value, required: true }],
      open: false,
      isWrapped: true,
      losses,
      ...wordsOf(keywords),
    };
  }
  if (types?.size !== 1) {
    const reason = 'An event has fields; a payload that is no object is none.';
    losses.push(loss('narrowed', below(place, 'type'), 'root type', reason));
  }
  const root = withAlternatives(keywords, place, losses);
  const required = requiredOf(root);
  const properties = new Map(Object.entries(recordOf(root, 'properties') ?? {}));
  // What is required and not described may be anything.
  for (const name of required) {
    if (properties.has(name)) continue;
    properties.set(name, {});
    if (isOpen(root, place, [])) continue;
    const reason = `It requires ${name}, which it does not allow.`;
    losses.push(loss('loosened', below(place, 'required'), 'required', reason));
  }
  const fields = [...properties].map(([name, schema]): TranslatedField => {
    const foreign: ForeignSchema = isRecord(schema) || schema === false ? schema : {};
    const value = translator.value(foreign, below(place, 'properties', name));
    return { name, value, required: required.has(name), ...wordsOf(schema), ...examplesOf(schema) };
  });
  return {
    version,
    fields,
    open: isOpen(root, place, losses),
    isWrapped: false,
    losses: [
      ...losses,
      ...countLosses(root, place, isOpen(root, place, []) ? Infinity : fields.length, required.size),
    ],
    ...wordsOf(keywords),
  };
}

function isOpen(root: Keywords, place: Place, losses: Loss[]): boolean {
  const further = own(root, 'additionalProperties');
  if (recordOf(root, 'patternProperties') !== undefined) {
    losses.push(
      loss(
        'loosened',
        below(place, 'patternProperties'),
        'patternProperties',
        'Further fields are kept whatever their name and value.',
      ),
    );
    return true;
  }
  if (isRecord(further) && Object.keys(further).length > 0) {
    losses.push(
      loss(
        'loosened',
        below(place, 'additionalProperties'),
        'additionalProperties',
        'Further fields are kept whatever their value.',
      ),
    );
  }
  return further !== false && own(root, 'unevaluatedProperties') !== false;
}

/** Alternatives of whole payloads: all their fields, of which those are required that each alternative requires. */
function withAlternatives(root: Keywords, place: Place, losses: Loss[]): Keywords {
  for (const name of ['not', 'if']) {
    if (own(root, name) === undefined) continue;
    losses.push(
      loss('loosened', below(place, name), name, `A contract has no word for what "${name}" says here.`),
    );
  }
  const name = ['anyOf', 'oneOf'].find((each) => listOf(root, each) !== undefined);
  if (name === undefined) return root;
  losses.push(
    loss(
      'loosened',
      below(place, name),
      name,
      'A contract has no alternatives: each field is judged by itself.',
    ),
  );
  const variants = (listOf(root, name) ?? []).filter(isRecord);
  const described = variants.filter((variant) => recordOf(variant, 'properties') !== undefined);
  if (described.length === 0) return root;
  const properties: Record<string, unknown> = { ...recordOf(root, 'properties') };
  for (const variant of described) addProperties(properties, recordOf(variant, 'properties') ?? {});
  const alike = variants.map(requiredOf);
  const common = [...(alike[0] ?? [])].filter((each) => alike.every((required) => required.has(each)));
  const isClosed =
    own(root, 'additionalProperties') !== false &&
    variants.length === described.length &&
    variants.every((variant) => own(variant, 'additionalProperties') === false);
  return {
    ...root,
    properties,
    required: [...new Set([...requiredOf(root), ...common])],
    ...(isClosed ? { additionalProperties: false } : {}),
  };
}

function addProperties(all: Record<string, unknown>, more: Keywords): void {
  for (const [name, schema] of Object.entries(more)) {
    const known = Object.hasOwn(all, name) ? all[name] : undefined;
    const isNew = known === undefined || JSON.stringify(known) === JSON.stringify(schema);
    const value = isNew ? schema : { anyOf: [...(isChoice(known) ? known.anyOf : [known]), schema] };
    Object.defineProperty(all, name, { value, enumerable: true, configurable: true, writable: true });
  }
}

function isChoice(schema: unknown): schema is { readonly anyOf: readonly unknown[] } {
  return isRecord(schema) && Array.isArray(schema['anyOf']) && Object.keys(schema).length === 1;
}

function examplesOf(schema: unknown): { readonly examples?: readonly unknown[] } {
  const examples = isRecord(schema) ? listOf(schema, 'examples') : undefined;
  return examples === undefined || examples.length === 0 ? {} : { examples: examples.slice(0, 10) };
}

/** Where a field's schema stands, for what is found out about it later. */
export function fieldPointer(version: ForeignVersion, name: string): string {
  return pointerTo(version.pointer, 'properties', name);
}
