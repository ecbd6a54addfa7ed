import type { CatalogSettings, RuleSetting, Waiver } from './model.js';

const severities: ReadonlySet<unknown> = new Set<RuleSetting>(['error', 'warning', 'off']);

const waiverKeys = ['rule', 'where', 'reason', 'until'] as const;

/**
 * What a catalog.json that does not fit its schema still says for certain: how severe rules are, and what is waived.
 * Without it, one slip in catalog.json would bring back every finding that was turned off.
 */
export function soundSettings(value: unknown): CatalogSettings {
  const settings = { format: 1, name: 'catalog' } as const;
  if (!isObject(value)) return settings;
  const { rules, waivers } = value;
  return {
    ...settings,
    ...(isObject(rules) ? { rules: soundRules(rules) } : {}),
    ...(Array.isArray(waivers) ? { waivers: soundWaivers(waivers) } : {}),
  };
}

function soundRules(rules: Readonly<Record<string, unknown>>): Readonly<Record<string, RuleSetting>> {
  const sound = Object.entries(rules).filter(([, setting]) => severities.has(setting));
  return Object.fromEntries(sound) as Record<string, RuleSetting>;
}

/** Those before the first that is broken: a waiver is known by its number in the list. */
function soundWaivers(waivers: readonly unknown[]): readonly Waiver[] {
  const broken = waivers.findIndex((waiver) => !isWaiver(waiver));
  return (broken === -1 ? waivers : waivers.slice(0, broken)) as readonly Waiver[];
}

function isWaiver(value: unknown): boolean {
  return (
    isObject(value) && waiverKeys.every((key) => typeof value[key] === 'string' && value[key].length > 0)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
