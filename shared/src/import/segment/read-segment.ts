import { shown } from '../../catalog/quote.js';
import { pointerTo } from '../../catalog/pointer.js';
import type { ForeignBook, ForeignEvent, ForeignSchema, ForeignVersion, Unread } from '../foreign.js';
import { parseDocument } from '../parse-document.js';
import { isRecord, listOf, numberOf, recordOf, textOf, type Keywords } from '../schema/keywords.js';

/*
 * A tracking plan as Segment gives it out (https://docs.segmentapis.com/tag/Tracking-Plans). The Public API lists
 * rules, {type, key, jsonSchema, version}; the older Config API has them sorted, {rules: {events: [{name, rules}],
 * identify, group, global}}. A rule's schema is one of the whole message: what an event carries stands in its
 * `properties`, or for people and groups in its `traits`.
 */
interface Rule {
  /** TRACK, IDENTIFY, GROUP, PAGE, SCREEN or COMMON. */
  readonly type: string;
  readonly key: string;
  readonly version: number;
  readonly description: string | undefined;
  readonly labels: readonly string[];
  readonly schema: Keywords;
  readonly pointer: string;
}

const fieldsOf: Readonly<Record<string, 'properties' | 'traits'>> = {
  TRACK: 'properties',
  PAGE: 'properties',
  SCREEN: 'properties',
  IDENTIFY: 'traits',
  GROUP: 'traits',
};

/** Reads one tracking plan. */
export function readSegment(files: ReadonlyMap<string, string>): ForeignBook {
  const problems: Unread[] = [];
  const skipped: Unread[] = [];
  const events: ForeignEvent[] = [];
  for (const [file, text] of files) {
    const parsed = parseDocument(file.endsWith('.json') ? file : 'plan.json', text);
    if ('problem' in parsed) {
      problems.push({ file, pointer: '', reason: parsed.problem });
      continue;
    }
    const rules = rulesOf(parsed.value, file, problems);
    if (rules.length === 0 && problems.length === 0) {
      problems.push({
        file,
        pointer: '',
        reason: 'It holds no rules, so it is no tracking plan of Segment.',
      });
    }
    events.push(...eventsOf(rules, file, planName(parsed.value), problems, skipped));
  }
  return { events, problems, skipped };
}

function rulesOf(plan: unknown, file: string, problems: Unread[]): Rule[] {
  const root = isRecord(plan) ? (recordOf(plan, 'data') ?? plan) : {};
  const at = isRecord(plan) && root !== plan ? '/data' : '';
  const sorted = recordOf(root, 'rules');
  if (sorted !== undefined) return sortedRules(sorted, pointerTo(at, 'rules'), file, problems);
  return (listOf(root, 'rules') ?? []).flatMap((rule, index) => {
    const pointer = pointerTo(at, 'rules', index);
    const schema = isRecord(rule) ? recordOf(rule, 'jsonSchema') : undefined;
    if (!isRecord(rule) || schema === undefined) {
      problems.push({ file, pointer, reason: 'Expected a rule with a "jsonSchema".' });
      return [];
    }
    return [
      rulePlaced(
        rule,
        (textOf(rule, 'type') ?? 'TRACK').toUpperCase(),
        textOf(rule, 'key'),
        schema,
        pointerTo(pointer, 'jsonSchema'),
      ),
    ];
  });
}

function sortedRules(sorted: Keywords, at: string, file: string, problems: Unread[]): Rule[] {
  const rules = (listOf(sorted, 'events') ?? []).flatMap((event, index) => {
    const pointer = pointerTo(at, 'events', index);
    const schema = isRecord(event) ? recordOf(event, 'rules') : undefined;
    const name = isRecord(event) ? textOf(event, 'name') : undefined;
    if (!isRecord(event) || schema === undefined || name === undefined) {
      problems.push({
        file,
        pointer,
        reason: `Expected an event with "name" and "rules", found ${shown(event)}.`,
      });
      return [];
    }
    return [rulePlaced(event, 'TRACK', name, schema, pointerTo(pointer, 'rules'))];
  });
  for (const [key, type] of [
    ['identify', 'IDENTIFY'],
    ['group', 'GROUP'],
    ['global', 'COMMON'],
  ] as const) {
    const schema = recordOf(sorted, key);
    if (schema !== undefined) rules.push(rulePlaced({}, type, undefined, schema, pointerTo(at, key)));
  }
  return rules;
}

function rulePlaced(
  rule: Keywords,
  type: string,
  key: string | undefined,
  schema: Keywords,
  pointer: string,
): Rule {
  const labels = Object.entries(recordOf(rule, 'labels') ?? {}).map(([name, value]) =>
    `${name}: ${String(value)}`.slice(0, 60),
  );
  return {
    type,
    key: key === undefined || key === '' ? type.toLowerCase() : key,
    version: numberOf(rule, 'version') ?? 1,
    description: textOf(rule, 'description') ?? textOf(schema, 'description'),
    labels,
    schema,
    pointer,
  };
}

function planName(plan: unknown): string {
  const root = isRecord(plan) ? (recordOf(plan, 'data') ?? plan) : {};
  const inner = recordOf(root, 'trackingPlan') ?? root;
  return textOf(inner, 'display_name') ?? textOf(inner, 'name') ?? 'tracking plan';
}

function eventsOf(
  rules: readonly Rule[],
  file: string,
  plan: string,
  problems: Unread[],
  skipped: Unread[],
): ForeignEvent[] {
  const common = rules.filter(({ type }) => type === 'COMMON').map(({ schema }) => schema);
  const byKey = new Map<string, Rule[]>();
  for (const rule of rules) {
    if (rule.type === 'COMMON') continue;
    if (fieldsOf[rule.type] === undefined) {
      skipped.push({ file, pointer: rule.pointer, reason: `Rules of type ${rule.type} describe no event.` });
      continue;
    }
    tellOthers(rule, file, skipped);
    byKey.set(rule.key, [...(byKey.get(rule.key) ?? []), rule]);
  }
  return [...byKey].map(([key, all]) => foreignEvent(key, all, common, file, plan, problems));
}

/** What a rule says of the rest of the message is no matter of an event's fields. */
function tellOthers({ type, schema, pointer }: Rule, file: string, skipped: Unread[]): void {
  for (const [name, part] of Object.entries(recordOf(schema, 'properties') ?? {})) {
    const says = isRecord(part) && Object.keys(recordOf(part, 'properties') ?? {}).length > 0;
    if (name === fieldsOf[type] || !says) continue;
    skipped.push({
      file,
      pointer: pointerTo(pointer, 'properties', name),
      reason: `"${name}" is no part of what an event carries; common fields are an environment's.`,
    });
  }
}

function foreignEvent(
  key: string,
  rules: readonly Rule[],
  common: readonly Keywords[],
  file: string,
  plan: string,
  problems: Unread[],
): ForeignEvent {
  const sorted = [...rules].sort((a, b) => a.version - b.version);
  const versions: ForeignVersion[] = [];
  for (const { type, schema, version, pointer } of sorted) {
    const label = String(version);
    if (versions.some((one) => one.label === label)) {
      problems.push({ file, pointer, reason: `${shown(key)} has version ${label} twice.` });
      continue;
    }
    const place = fieldsOf[type] ?? 'properties';
    versions.push({
      label,
      origin: `segment:${plan}/${key}/${label}`.replaceAll(/\s+/gu, ' '),
      file,
      pointer: pointerTo(pointer, 'properties', place),
      schema: fieldsSchema(schema, common, place),
    });
  }
  const newest = sorted.at(-1);
  return {
    name: [key],
    shownName: key,
    title: key.slice(0, 200),
    ...(newest?.description === undefined || newest.description === ''
      ? {}
      : { description: newest.description }),
    ...(newest === undefined || newest.labels.length === 0 ? {} : { tags: newest.labels }),
    versions,
  };
}

/** The schema of what the event carries, with what holds for every event of the plan. */
function fieldsSchema(schema: Keywords, common: readonly Keywords[], place: string): ForeignSchema {
  const own = recordOf(recordOf(schema, 'properties') ?? {}, place) ?? { type: 'object' };
  const definitions = ['definitions', '$defs'].filter((name) => recordOf(schema, name) !== undefined);
  const whole = { ...own, ...Object.fromEntries(definitions.map((name) => [name, schema[name]])) };
  const shared = common
    .map((one) => recordOf(recordOf(one, 'properties') ?? {}, place))
    .filter((one) => one !== undefined && Object.keys(recordOf(one, 'properties') ?? {}).length > 0);
  return shared.length === 0 ? whole : { allOf: [whole, ...shared] };
}
