import type { CatalogSettings, Waiver } from '../catalog/model.js';
import { settingsPath } from '../catalog/paths.js';
import { pointerTo } from '../catalog/pointer.js';
import { quoted } from '../catalog/quote.js';
import { didYouMean } from '../catalog/suggest.js';
import type { Finding } from './finding.js';
import { mechanical } from './repairs/repair.js';
import type { Rule, RuleContext } from './rule.js';
import { waiver as waiverRule } from './rules/waiver.js';

export interface Waived {
  /** What is left, and what is to be said of the waivers themselves. */
  readonly findings: readonly Finding[];
  readonly waived: readonly Finding[];
}

type Situation = Pick<RuleContext, 'today' | 'author' | 'senders' | 'rules'>;

/** Takes out the findings that catalog.json waives, and tells which waivers do nothing (any more). */
export function withWaivers(
  findings: readonly Finding[],
  settings: CatalogSettings,
  situation: Situation,
): Waived {
  const waivers = settings.waivers ?? [];
  if (waivers.length === 0) return { findings, waived: [] };
  const rulesById = new Map(situation.rules.map((rule) => [rule.id, rule]));
  const byRule = new Map<string, { readonly waiver: Waiver; used: boolean }[]>();
  const told: Finding[] = [];
  const standing: { readonly waiver: Waiver; used: boolean; readonly at: number }[] = [];
  for (const [at, waiver] of waivers.entries()) {
    const problem = problemOf(waiver, at, rulesById, situation);
    if (problem !== undefined) {
      told.push(problem);
      continue;
    }
    const entry = { waiver, used: false, at };
    standing.push(entry);
    byRule.set(waiver.rule, [...(byRule.get(waiver.rule) ?? []), entry]);
  }
  const kept: Finding[] = [];
  const waived: Finding[] = [];
  for (const finding of findings) {
    const match = byRule.get(finding.rule)?.find(({ waiver }) => covers(waiver.where, finding));
    if (match !== undefined) match.used = true;
    (match === undefined ? kept : waived).push(finding);
  }
  for (const { waiver, used, at } of standing) {
    if (used || !isKnowable(rulesById.get(waiver.rule), situation)) continue;
    told.push(remove(at, `Nothing at ${quoted(waiver.where)} breaks ${quoted(waiver.rule)} (any more).`));
  }
  return { findings: [...kept, ...told], waived };
}

function problemOf(
  waiver: Waiver,
  at: number,
  rulesById: ReadonlyMap<string, Rule>,
  { today }: Situation,
): Finding | undefined {
  const rule = rulesById.get(waiver.rule);
  if (rule === undefined) {
    return {
      ...finding(at, '/rule', `There is no rule ${quoted(waiver.rule)}.`),
      fix: didYouMean(waiver.rule, rulesById.keys()) ?? 'Take it out.',
    };
  }
  if (rule.firm) {
    return remove(at, `The rule ${quoted(rule.id)} cannot be waived: what breaks it would not work.`);
  }
  if (waiver.until < today) {
    return remove(at, `The waiver of ${quoted(rule.id)} has ended on ${waiver.until}.`, '/until');
  }
  return undefined;
}

/** Whether the rule has what it needs in order to say anything. */
function isKnowable(rule: Rule | undefined, situation: Situation): boolean {
  return rule?.needs === undefined || situation[rule.needs] !== undefined;
}

/** `events/a` and `events/a/1.json` cover the file `events/a/1.json`; `…#/fields/b` what stands at or below a pointer. */
function covers(where: string, { file, pointer }: Finding): boolean {
  const [path = '', at = ''] = where.split('#', 2);
  return isAtOrBelow(file, path) && isAtOrBelow(pointer, at);
}

function isAtOrBelow(place: string, wanted: string): boolean {
  const folder = wanted.endsWith('/') ? wanted : `${wanted}/`;
  return wanted === '' || place === wanted || place.startsWith(folder);
}

function finding(at: number, step: string, message: string): Finding {
  const pointer = `${pointerTo('/waivers', at)}${step}`;
  return { rule: waiverRule.id, severity: 'warning', file: settingsPath, pointer, message };
}

function remove(at: number, message: string, step = ''): Finding {
  return {
    ...finding(at, step, message),
    fix: 'Take it out.',
    repair: mechanical({ kind: 'remove', file: settingsPath, pointer: pointerTo('/waivers', at) }),
  };
}
