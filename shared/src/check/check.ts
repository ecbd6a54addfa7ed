import type { Catalog, RuleSetting } from '../catalog/model.js';
import { parseCatalog } from '../catalog/parse.js';
import type { Finding } from './finding.js';
import { isFrozen } from './published.js';
import type { Remark, Rule, RuleContext } from './rule.js';
import { rules } from './rules.js';

export interface CheckOptions {
  /** The catalog as it was published; without one nothing is published yet. */
  readonly base?: Catalog;
  /** What reading the folder already had to say (see node/catalog-folder.ts): added, and not called missing. */
  readonly reading?: readonly Finding[];
}

export interface CheckResult {
  readonly catalog: Catalog;
  /** Sorted by file, then pointer. */
  readonly findings: readonly Finding[];
}

/**
 * Reads a catalog and applies every rule to it.
 * @param files the catalog's files by path, forward slashes, from the catalog's folder on
 */
export function checkCatalog(files: ReadonlyMap<string, string>, options: CheckOptions = {}): CheckResult {
  const reading = options.reading ?? [];
  const parsed = parseCatalog(files);
  const unread = new Set(reading.map((finding) => finding.file));
  const context: RuleContext = {
    catalog: parsed.catalog,
    base: options.base,
    unsound: new Set([...parsed.unsound, ...unread]),
    rules,
  };
  // A catalog.json that could not be read is there, whatever the parser thinks.
  const findings: Finding[] = [...reading, ...parsed.findings.filter(({ file }) => !unread.has(file))];
  for (const rule of rules) {
    const severity = severityOf(rule, parsed.catalog.settings.rules);
    if (severity === 'off') continue;
    for (const remark of remarksOf(rule, context)) {
      const frozen = isFrozen(parsed.catalog, options.base, remark.file);
      findings.push({ severity: frozen ? 'warning' : severity, ...remark, rule: rule.id });
    }
  }
  return { catalog: parsed.catalog, findings: findings.sort(byPlace) };
}

function severityOf(rule: Rule, settings: Readonly<Record<string, RuleSetting>> | undefined): RuleSetting {
  if (rule.firm || settings === undefined || !Object.hasOwn(settings, rule.id)) return rule.severity;
  return settings[rule.id] ?? rule.severity;
}

function* remarksOf(rule: Rule, context: RuleContext): Iterable<Remark> {
  const { event, environment, catalog } = rule.handlers;
  if (event !== undefined) for (const each of context.catalog.events.values()) yield* event(each, context);
  if (environment !== undefined) {
    for (const each of context.catalog.environments.values()) yield* environment(each, context);
  }
  if (catalog !== undefined) yield* catalog(context);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    compare(a.pointer, b.pointer) ||
    compare(a.rule, b.rule) ||
    compare(a.message, b.message)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
