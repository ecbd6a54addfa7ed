import type { CatalogSettings, RuleSetting } from './model.js';

const severities: ReadonlySet<unknown> = new Set<RuleSetting>(['error', 'warning', 'off']);

/**
 * What a catalog.json that does not fit its schema still says for certain: how severe rules are. Without it, one slip
 * in catalog.json would bring back every finding that was turned off.
 */
export function soundSettings(value: unknown): CatalogSettings {
  const settings = { format: 1, name: 'catalog' } as const;
  const rules = isObject(value) ? value['rules'] : undefined;
  if (!isObject(rules)) return settings;
  const sound = Object.entries(rules).filter(([, setting]) => severities.has(setting));
  return { ...settings, rules: Object.fromEntries(sound) as Record<string, RuleSetting> };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
