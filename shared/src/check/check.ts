import type { Catalog } from '../catalog/model.js';
import { assembleCatalog, parseFiles } from '../catalog/parse.js';
import type { Finding } from './finding.js';
import { Indexes } from './indexes.js';
import type { RuleContext } from './rule.js';
import { rules } from './rules.js';
import { catalogRules, toldByCatalogRule, toldOf, type Told } from './run-rules.js';
import type { Senders } from './senders.js';
import { byPlace, settled } from './settle.js';
import { subjectsOf } from './subject.js';
import { withWaivers } from './waivers.js';

export interface CheckOptions {
  /** The catalog as it was published; without one nothing is published yet. */
  readonly base?: Catalog | undefined;
  /** What reading the folder already had to say (see node/catalog-folder.ts): added, and not called missing. */
  readonly reading?: readonly Finding[];
  /** RFC 3339 date, against which waivers and sunsets are held; the clock's (UTC) unless given. */
  readonly today?: string;
  /** The git e-mail of whoever makes the change. */
  readonly author?: string | undefined;
  /** Who sent what lately, from a warehouse. */
  readonly senders?: Senders | undefined;
}

export interface CheckResult {
  readonly catalog: Catalog;
  /** Sorted by file, then pointer. */
  readonly findings: readonly Finding[];
  /** What catalog.json waives, in the same order. */
  readonly waived: readonly Finding[];
}

/**
 * Reads a catalog and applies every rule to it.
 * @param files the catalog's files by path, forward slashes, from the catalog's folder on
 */
export function checkCatalog(files: ReadonlyMap<string, string>, options: CheckOptions = {}): CheckResult {
  const reading = options.reading ?? [];
  const parsed = assembleCatalog(parseFiles(files));
  const { catalog } = parsed;
  const unread = new Set(reading.map((finding) => finding.file));
  const indexes = new Indexes(() => catalog);
  const context: RuleContext = {
    ...situationOf(options),
    catalog,
    unsound: new Set([...parsed.unsound, ...unread]),
    find: (index, key) => indexes.find(index, key),
  };
  const told: Told[] = [];
  for (const [path, text] of files)
    toldOf({ kind: 'file', name: path, value: { path, text } }, context, told);
  for (const subject of subjectsOf(catalog)) toldOf(subject, context, told);
  for (const rule of catalogRules) toldByCatalogRule(rule, context, told);
  const findings = told.flatMap((each) => settled(each, catalog.settings) ?? []);
  // A catalog.json that could not be read is there, whatever the parser thinks.
  const problems = parsed.findings.filter(({ file }) => !unread.has(file));
  return concluded([...reading, ...problems, ...findings], context);
}

/** What holds for a whole check, whatever the files say. */
export function situationOf(
  options: CheckOptions,
): Pick<RuleContext, 'base' | 'rules' | 'today' | 'author' | 'senders'> {
  const { base, author, senders, today = new Date().toISOString().slice(0, 10) } = options;
  return { base, rules, today, author, senders };
}

/** Waivers applied, and everything in its order. */
export function concluded(findings: readonly Finding[], context: RuleContext): CheckResult {
  const { catalog } = context;
  const result = withWaivers(findings, catalog.settings, context);
  return {
    catalog,
    findings: [...result.findings].sort(byPlace),
    waived: [...result.waived].sort(byPlace),
  };
}
