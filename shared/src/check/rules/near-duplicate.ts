import { distance } from 'fastest-levenshtein';
import type { FieldDeclaration } from '../../catalog/model.js';
import { cardPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import type { CatalogIndex } from '../catalog-index.js';
import { forEachDeclaration } from '../declarations.js';
import { publishedFields } from '../published-declarations.js';
import { publishedEvent } from '../published.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

/** In shorter names one letter makes another word: `date`, `rate`. */
const shortestForSlips = 8;

/** The words of a name, each in the singular, in the order of the alphabet: `ids_of_user` and `user_ids_of`. */
function wordsOf(name: string): string {
  return name
    .toLowerCase()
    .split(/[._]+/u)
    .map((word) => (word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word))
    .sort()
    .join(' ');
}

/** What a slip of the pen leaves alone: the first letter of each word, and digits. */
function frameOf(name: string): string {
  const initials = name.split(/[._]/u).map((word) => word.charAt(0));
  return `${initials.join('.')} ${name.replaceAll(/\D/gu, '')}`;
}

/** Keys of which near names share one, so that near ones are found without comparing all with all. */
function keysOf(name: string): readonly string[] {
  const words = `words ${wordsOf(name)}`;
  return name.length < shortestForSlips ? [words] : [words, `frame ${frameOf(name)}`];
}

/** One letter more, less or other, or two that changed places. */
function isSlip(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < shortestForSlips || Math.abs(a.length - b.length) > 1) return false;
  if (frameOf(a) !== frameOf(b)) return false;
  const steps = distance(a, b);
  return steps === 1 || (steps === 2 && a.length === b.length && swapped(a, b));
}

function swapped(a: string, b: string): boolean {
  const at = Array.from(a).findIndex((letter, index) => letter !== b[index]);
  return a.slice(0, at) + a.charAt(at + 1) + a.charAt(at) + a.slice(at + 2) === b;
}

function isNear(a: string, b: string): boolean {
  return wordsOf(a) === wordsOf(b) || isSlip(a, b);
}

const eventNames: CatalogIndex = {
  id: 'near-event-names',
  adds: { event: (_event, name) => keysOf(name).map((key) => [key, ''] as const) },
};
const fieldNames: CatalogIndex = {
  id: 'near-field-names',
  adds: { field: ({ type }: FieldDeclaration, name) => keysOf(name).map((key) => [key, type] as const) },
};

/** The name that was there first: a published one, else the first in order; undefined where that is this one. */
function original(
  index: CatalogIndex,
  name: string,
  context: RuleContext,
  isPublished: (name: string) => boolean,
  type = '',
): string | undefined {
  if (isPublished(name)) return undefined;
  const near = new Set<string>();
  for (const key of keysOf(name)) {
    for (const entry of context.find(index, key)) {
      if (entry.says === type && entry.name !== name && isNear(entry.name, name)) near.add(entry.name);
    }
  }
  const others = [...near].sort();
  return others.find(isPublished) ?? others.find((other) => other < name);
}

function remark(what: string, name: string, other: string, file: string, pointer: string): Remark {
  return {
    file,
    pointer,
    message: `The ${what} ${quoted(name)} is nearly called like ${quoted(other)}; people will take one for the other.`,
    fix: `Use ${quoted(other)}, or choose a name that tells them apart.`,
  };
}

const declarations = forEachDeclaration(function* ({ name, declaration, file, pointer }, context) {
  const { base } = context;
  const published = base === undefined ? undefined : publishedFields(base);
  const isPublished = (each: string): boolean => published?.has(each) === true;
  const other = original(fieldNames, name, context, isPublished, declaration.type);
  if (other !== undefined) yield remark('field', name, other, file, pointer);
});

export const nearDuplicate: Rule = {
  id: 'near-duplicate',
  purpose: 'No new name is so near to another that people would take one for the other.',
  severity: 'warning',
  firm: false,
  handlers: {
    field: declarations.field,
    environment: declarations.environment,
    *event(event, context, name) {
      const isPublished = (each: string): boolean => publishedEvent(context.base, each) !== undefined;
      const other = original(eventNames, name, context, isPublished);
      if (other !== undefined) yield remark('event', name, other, cardPath('event', name), '');
      if (!isPublished(name)) yield* declarations.event(event, context, name);
    },
  },
};
