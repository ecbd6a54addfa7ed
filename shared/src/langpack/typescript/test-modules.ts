import {
  byEvent,
  type Conformance,
  type ConformanceCase,
  type RefusedCase,
} from '../conformance/conformance.js';
import type { EventModel, FieldSetModel, LangpackModel } from '../model.js';
import { eventModule } from './class-module.js';
import { TypescriptPrinter } from './typescript-printer.js';
import { buildLiteral, valueLiteral } from './value-literal.js';

/** The package's own tests, by path: a module of cases for each event, and what runs them all. */
export function* testModules(
  model: LangpackModel,
  conformance: Conformance,
): Iterable<[path: string, text: string]> {
  const cases = byEvent(conformance.cases);
  const refused = byEvent(conformance.refused);
  const tested = model.events.filter(({ name }) => cases.has(name));
  for (const event of tested) {
    const own = cases.get(event.name) ?? [];
    yield [`tests/cases/${event.fileStem}.js`, casesModule(model, event, own)];
    yield [`tests/refused/${event.fileStem}.js`, refusedModule(event, own, refused.get(event.name) ?? [])];
  }
  yield ['tests/run-cases.js', runModule(tested)];
  yield ['tests/conformance.test.js', testModule];
}

function casesModule(model: LangpackModel, event: EventModel, cases: readonly ConformanceCase[]): string {
  const printer = new TypescriptPrinter('js', '../../');
  printer.line('// @ts-check');
  printer.block(
    'export const cases = [',
    () => {
      for (const one of cases) {
        const set = imported(printer, event, one.version);
        const common = model.common.find(({ version }) => version === one.environment_version);
        if (common !== undefined) printer.imported(common.className, 'common.js');
        printer.block(
          '{',
          () =>
            printer.line(
              `name: ${printer.string(one.name)},`,
              `event: () => ${buildLiteral(set, one.fields, printer)},`,
              `common: () => ${common === undefined ? 'undefined' : buildLiteral(common, one.common, printer)},`,
            ),
          '},',
        );
      }
    },
    '];',
  );
  return printer.file();
}

/** Values of the wrong types, on purpose: no compiler looks at them. */
function refusedModule(
  event: EventModel,
  cases: readonly ConformanceCase[],
  refused: readonly RefusedCase[],
): string {
  const printer = new TypescriptPrinter('js', '../../');
  printer.line('// @ts-nocheck');
  printer.block(
    'export const refused = [',
    () => {
      for (const { version, field, value, code } of refused) {
        const set = imported(printer, event, version);
        const model = set.fields.find(({ name }) => name === field);
        const fits = cases.find((one) => one.version === version);
        if (model === undefined || fits === undefined) continue;
        const wrong = valueLiteral(model.value, value, printer);
        printer.block(
          '{',
          () =>
            printer.line(
              `field: ${printer.string(field)},`,
              `code: ${printer.string(code)},`,
              `event: () => ${buildLiteral(set, fits.fields, printer)},`,
              `change: (event) => { event.${model.member} = ${wrong}; },`,
            ),
          '},',
        );
      }
    },
    '];',
  );
  return printer.file();
}

function imported(printer: TypescriptPrinter, event: EventModel, version: number): FieldSetModel {
  const set = event.versions.find((one) => one.version === version);
  if (set === undefined) throw new TypeError(`${event.name} has no version ${version} here`);
  printer.imported(set.className, `${eventModule(event)}.js`);
  return set;
}

function runModule(events: readonly EventModel[]): string {
  const printer = new TypescriptPrinter('js', '../');
  printer.imported('about', 'about.js');
  printer.imported('envelopeOf', 'runtime/envelope.js');
  printer.imported('InvalidEventError', 'runtime/invalid-event.js');
  events.forEach((event, index) => {
    printer.imported(`cases as cases${index}`, `tests/cases/${event.fileStem}.js`);
    printer.imported(`refused as refused${index}`, `tests/refused/${event.fileStem}.js`);
  });
  printer.line(`export const cases = [${events.map((_, index) => `...cases${index}`).join(', ')}];`);
  printer.line(`const refused = [${events.map((_, index) => `...refused${index}`).join(', ')}];`, '');
  return printer.line(...runner.trim().split('\n')).file();
}

const runner = String.raw`
/** RFC 8785 of a value, as far as JSON.stringify does not write it already: keys in order. */
function canonical(value) {
  if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return '{' + Object.keys(value).sort().map((key) => JSON.stringify(key) + ':' + canonical(value[key])).join(',') + '}';
}

/** What conformance.json asks for and is not so, a sentence each; and the envelopes that were made, by case. */
export function runCases(conformance) {
  const failures = [];
  const envelopes = {};
  const built = new Map(cases.map((one) => [one.name, one]));
  for (const expected of conformance.cases) {
    const { name, event_id: id, time, sample_rate: sampleRate } = expected;
    const one = built.get(name);
    if (one === undefined) {
      failures.push(name + ': there is no such case');
      continue;
    }
    const { langpack, sequence, ...envelope } = envelopeOf(about, one.event(), one.common(), { id, time, sampleRate });
    envelopes[name] = { langpack, sequence, ...envelope };
    const made = canonical(envelope);
    if (made !== canonical(expected.envelope)) failures.push(name + ': made ' + made + ', not ' + canonical(expected.envelope));
    if (langpack !== about.langpack || sequence !== about.sequence) failures.push(name + ': another langpack or sequence');
    // What is read back and set again changes nothing.
    const event = one.event();
    for (const key in event) event[key] = event[key];
    const { langpack: _l, sequence: _s, ...again } = envelopeOf(about, event, one.common(), { id, time, sampleRate });
    if (canonical(again) !== made) failures.push(name + ': read back and set again it is ' + canonical(again));
  }
  for (const { field, code, event, change } of refused) {
    const whole = event();
    const before = canonical(envelopeOf(about, whole, undefined, { id: '', time: 0, sampleRate: 1 }));
    let found = 'nothing';
    try {
      change(whole);
    } catch (error) {
      found = error instanceof InvalidEventError ? error.code + ' ' + error.field : String(error);
    }
    if (!found.startsWith(code + ' ' + field)) failures.push(field + ': expected ' + code + ', got ' + found);
    const after = canonical(envelopeOf(about, whole, undefined, { id: '', time: 0, sampleRate: 1 }));
    if (after !== before) failures.push(field + ': what was refused changed the event');
  }
  return { count: conformance.cases.length + refused.length, failures, envelopes };
}
`;

const testModule = `// Generated by Eventbook. Do not edit.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runCases } from './run-cases.js';

test('events are built as conformance.json says', () => {
  const conformance = JSON.parse(readFileSync(new URL('../conformance.json', import.meta.url), 'utf8'));
  assert.deepEqual(runCases(conformance).failures, []);
});
`;
