import type { CatalogSettings, RuleSetting } from '../catalog/model.js';
import type { Finding } from './finding.js';
import type { Rule } from './rule.js';
import type { Told } from './run-rules.js';

/** The finding that a remark makes under these settings; undefined where its rule is turned off. */
export function settled({ rule, remark, frozen }: Told, settings: CatalogSettings): Finding | undefined {
  const severity = severityOf(rule, settings.rules);
  if (severity === 'off') return undefined;
  const { repair, ...said } = remark;
  // A repair of what nobody may mend is none.
  const repairable = frozen || repair === undefined ? {} : { repair };
  return { severity: frozen ? 'warning' : severity, ...said, ...repairable, rule: rule.id };
}

function severityOf(rule: Rule, settings: Readonly<Record<string, RuleSetting>> | undefined): RuleSetting {
  if (rule.firm || settings === undefined || !Object.hasOwn(settings, rule.id)) return rule.severity;
  return settings[rule.id] ?? rule.severity;
}

/** By file, then pointer, then rule. */
export function byPlace(a: Finding, b: Finding): number {
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
