import type { ForeignSchema } from '../foreign.js';
import { isRecord, textOf } from './keywords.js';
import type { Place } from './place.js';

/** Where a reference leads, or why it leads nowhere. */
export type Reference =
  { readonly found: ForeignSchema; readonly place: Place } | { readonly missing: string };

/** Documents that references may lead into, by path or `$id`. */
export type Documents = ReadonlyMap<string, unknown>;

/** Follows `$ref` (JSON Schema core, 8.2): to a pointer in the same document, into another file, or to another's `$id`. */
export function follow(reference: string, place: Place, documents: Documents): Reference {
  const [address = '', fragment = ''] = reference.split('#', 2);
  const document = address === '' ? place.document : documentNamed(address, place.document, documents);
  if (document === undefined) return { missing: `${reference} is not among the files that were read` };
  const key = `${document}#${fragment}`;
  if (place.followed.has(key)) return { missing: `${reference} leads back to itself` };
  const found =
    fragment.startsWith('/') || fragment === ''
      ? atPointer(documents.get(document), fragment)
      : withAnchor(documents.get(document), fragment);
  if (found === undefined) return { missing: `${reference} leads nowhere` };
  const shown = fragment === '' || fragment.startsWith('/') ? decoded(fragment) : place.pointer;
  return {
    found,
    place: {
      document,
      pointer: document === place.document ? shown : `${document}#${shown}`,
      depth: place.depth + 1,
      followed: new Set([...place.followed, key]),
    },
  };
}

function documentNamed(address: string, from: string, documents: Documents): string | undefined {
  const bare = decoded(address);
  if (documents.has(bare)) return bare;
  const relative = resolvedPath(from, bare);
  return documents.has(relative) ? relative : undefined;
}

/** `../common/money.json` as `checkout/order/1.0.0.json` means it. */
function resolvedPath(from: string, relative: string): string {
  const steps = from.split('/').slice(0, -1);
  for (const step of relative.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

function atPointer(document: unknown, pointer: string): ForeignSchema | undefined {
  let at: unknown = document;
  for (const raw of decoded(pointer).split('/').slice(1)) {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = at[Number(step)] as unknown;
    else if (isRecord(at) && Object.hasOwn(at, step)) at = at[step];
    else return undefined;
  }
  return isRecord(at) || typeof at === 'boolean' ? at : undefined;
}

/** `$anchor: "money"`, or in older drafts `$id: "#money"`, of a definition. */
function withAnchor(document: unknown, anchor: string): ForeignSchema | undefined {
  if (!isRecord(document)) return undefined;
  for (const holder of ['$defs', 'definitions']) {
    const definitions = document[holder];
    for (const definition of isRecord(definitions) ? Object.values(definitions) : []) {
      if (!isRecord(definition)) continue;
      const names = ['$anchor', '$id', 'id'].map((name) => textOf(definition, name));
      if (names.includes(anchor) || names.includes(`#${anchor}`)) return definition;
    }
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
