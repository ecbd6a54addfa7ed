import type { Environment } from '@eventbook/shared/catalog/model';
import { checkCatalog } from '@eventbook/shared/check/check';
import { ContractCompiler } from '@eventbook/shared/event/contract-validator';
import { lookUpContract, type ContractKey } from '@eventbook/shared/event/contract-lookup';
import { inspectFields } from '@eventbook/shared/event/inspect-fields';
import { buildModel } from '@eventbook/shared/langpack/build-model';
import { conformanceOf } from '@eventbook/shared/langpack/conformance/conformance';
import type { Conventions } from '@eventbook/shared/langpack/conventions';
import { reservedWords } from '@eventbook/shared/langpack/name-scope';
import { buildContent } from '@eventbook/shared/snapshot/content';
import { parseContent } from '@eventbook/shared/snapshot/parse-content';
import { describe, expect, test } from 'vitest';
import { kitchenSink, kitchenSinkFiles, kitchenSteps } from '../support/kitchen-sink.js';

const conventions: Conventions = {
  members: 'camel',
  constants: 'upper',
  reservedTypes: reservedWords('List'),
  reservedMembers: reservedWords('class'),
  reservedConstants: new Set(),
};

const catalog = kitchenSink();
const environments = [...catalog.environments.values()];

describe('the kitchen sink', () => {
  test('is a catalog without errors at every step, and each step is a change that may be made', () => {
    let base: ReturnType<typeof kitchenSink> | undefined;
    for (let step = 1; step <= kitchenSteps; step += 1) {
      const checked = checkCatalog(kitchenSinkFiles(step), base === undefined ? {} : { base });
      expect(checked.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      base = checked.catalog;
    }
  });
});

describe.each(environments.map((one) => [one.name, one] as const))(
  'the conformance of %s',
  (name, environment) => {
    const conformance = conformanceOf(catalog, name);
    const compiler = new ContractCompiler(catalog);

    const validators = new Map<string, ReturnType<ContractCompiler['compile']>>();

    function validatorOf(event: string, version: number, from: Environment) {
      const known = validators.get(`${event}/${version}`);
      if (known !== undefined) return known;
      const key: ContractKey = { environment: from.name, event, version, environmentVersion: undefined };
      const found = lookUpContract(catalog, key);
      if (!('pair' in found)) throw new Error(found.violation.message);
      const made = compiler.compile(found.pair);
      validators.set(`${event}/${version}`, made);
      return made;
    }

    test('has envelopes that the judge accepts', () => {
      expect(conformance.cases.length).toBeGreaterThan(20);
      for (const { name: title, event, version, envelope } of conformance.cases) {
        const { violations } = inspectFields(validatorOf(event, version, environment), envelope.fields);
        expect([title, violations]).toEqual([title, []]);
      }
    });

    test('has values that the judge refuses, for the reason that it says', () => {
      expect(new Set(conformance.refused.map(({ code }) => code))).toEqual(
        new Set([
          'not_null',
          'enum',
          'type',
          'min_length',
          'max_length',
          'pattern',
          'format',
          'minimum',
          'maximum',
          'min_items',
          'max_items',
        ]),
      );
      for (const { event, version, field, value, code } of conformance.refused) {
        const full = conformance.cases.find((one) => one.event === event && one.version === version);
        const fields = { ...full?.envelope.fields, [field]: value };
        const { violations } = inspectFields(validatorOf(event, version, environment), fields);
        expect([event, field, violations.map((one) => `${one.code} ${one.pointer}`)]).toEqual([
          event,
          field,
          expect.arrayContaining([`${code} /fields/${field}`]),
        ]);
      }
    });
  },
);

describe('the model', () => {
  const target = { environment: 'kitchen-backend', language: 'typescript', conventions } as const;

  test('is the same from a snapshot as from the catalog', () => {
    const { text } = buildContent(catalog);
    expect(buildModel(parseContent(text), target)).toEqual(buildModel(catalog, target));
  });

  test('leaves withdrawn versions out and says why others are deprecated', () => {
    const old = buildModel(catalog, target).events.find(({ name }) => name === 'kitchen.old');
    expect(old?.versions.map(({ version, deprecation }) => [version, deprecation])).toEqual([
      [2, expect.stringContaining('Version 2 is deprecated since 2026-01-02: 3 is better.')],
      [3, expect.stringMatching(/^Deprecated since 2026-01-01: .* Send kitchen\.bare instead\./u)],
    ]);
  });

  test('has no two classes and no two members of a class that are called the same', () => {
    const model = buildModel(catalog, target);
    const sets = [...model.common, ...model.events.flatMap(({ versions }) => versions)];
    const types = [...model.types, ...model.events.flatMap((event) => event.types)];
    const names = [...sets.map(({ className }) => className), ...types.map(({ typeName }) => typeName)];
    expect(names.length).toBeGreaterThan(15);
    expect(new Set(names.map((one) => one.toLowerCase())).size).toBe(names.length);
    for (const { fields } of sets)
      expect(new Set(fields.map(({ member }) => member)).size).toBe(fields.length);
    for (const type of types) {
      const members =
        type.kind === 'enum'
          ? type.constants.map((one) => one.constant)
          : type.properties.map((one) => one.member);
      expect(new Set(members).size).toBe(members.length);
      for (const member of members) expect(member).toMatch(/^[A-Za-z][A-Za-z0-9_]*$/u);
    }
  });

  test('gives the same names to what was there before, whatever is added', () => {
    const before = buildModel(kitchenSink(1), target);
    const after = new Map(buildModel(catalog, target).events.map((event) => [event.name, event]));
    for (const event of before.events) {
      const later = after.get(event.name);
      expect(later?.stem).toBe(event.stem);
      expect(later?.versions.map(({ className }) => className)).toEqual(
        expect.arrayContaining(event.versions.map(({ className }) => className)),
      );
    }
  });
});
