import { quoted } from './quote.js';

/** The patterns of the design, as the JSON Schemas carry them too. A leading underscore belongs to Eventbook. */
export const namePatterns = {
  event: '^[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)*$',
  field: '^[A-Za-z][A-Za-z0-9_]*$',
  kebab: '^[a-z][a-z0-9]*(-[a-z0-9]+)*$',
} as const;

/** `event` and `field` names have shapes of their own; owners, environments, sources and destinations are kebab case. */
export type NameShape = keyof typeof namePatterns;

export const longestName: Readonly<Record<NameShape, number>> = { event: 100, field: 60, kebab: 60 };

const compiled: Readonly<Record<NameShape, RegExp>> = {
  event: new RegExp(namePatterns.event, 'u'),
  field: new RegExp(namePatterns.field, 'u'),
  kebab: new RegExp(namePatterns.kebab, 'u'),
};

const expectations: Readonly<Record<NameShape, string>> = {
  event:
    'letters, digits and "_", each part starting with a letter, parts joined by dots, as in checkout.order_paid',
  field: 'letters, digits and "_", starting with a letter, as in order_id',
  kebab: 'lower-case letters and digits joined by single dashes, starting with a letter, as in site-frontend',
};

const reservedByWindows = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/iu;

/** What is wrong with a name, as a sentence; undefined where nothing is. */
export function nameProblem(shape: NameShape, name: string): string | undefined {
  const longest = longestName[shape];
  if (name.length > longest) {
    return `The name ${quoted(name)} has ${name.length} characters; at most ${longest} are allowed.`;
  }
  if (name.startsWith('_')) {
    return `The name ${quoted(name)} starts with an underscore; those names belong to Eventbook.`;
  }
  if (!compiled[shape].test(name)) {
    return `The name ${quoted(name)} is not allowed: expected ${expectations[shape]}.`;
  }
  if (isReservedByWindows(name)) {
    return `The name ${quoted(name)} is reserved by Windows, so nobody there could open its file.`;
  }
  return undefined;
}

/** Windows keeps `con`, `nul`, `com1` and others for devices, with any extension and in any case. */
export function isReservedByWindows(name: string): boolean {
  return reservedByWindows.test(name.split('.', 1)[0] ?? name);
}

/** What two systems of ours would take for one: a case-blind file system, a table, a language's identifiers. */
export function foldedName(name: string): string {
  return name.toLowerCase().replaceAll(/[_.]/gu, '');
}
