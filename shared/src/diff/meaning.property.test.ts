import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog, Contract, FieldUse } from '../catalog/model.js';
import { exampleCatalog, sender } from '../event/example.test-helper.js';
import { Judge } from '../event/judge.js';
import type { Change } from './change.js';
import { diffCatalogs } from './diff-catalogs.js';
import { type FieldCase, fieldCases } from './field-cases.test-helper.js';
import { WitnessStand } from './witness.js';

const turns = 80;

/** One field in a small world: an event that names it or not, from an environment that names it or not. */
interface World {
  readonly field: FieldCase;
  /** Of version 1 and 2 of the event; undefined: does not name it. */
  readonly uses: readonly [FieldUse | undefined, FieldUse | undefined];
  readonly open: readonly [boolean, boolean];
  readonly common: FieldUse | undefined;
}

const worlds: fc.Arbitrary<World> = fieldCases.chain((field) => {
  const [one, other] = field.uses;
  return fc.record({
    field: fc.constant(field),
    uses: fc.tuple(fc.constantFrom(one, one, undefined), fc.constantFrom(other, other, other, undefined)),
    open: fc.tuple(rarely, rarely),
    common: fc.constantFrom(undefined, undefined, undefined, one, other, {}),
  });
});
const rarely = fc.constantFrom(false, false, false, true);

function contract(version: number, use: FieldUse | undefined, isOpen: boolean): Contract {
  return {
    version,
    ...(isOpen ? { open: true } : {}),
    fields: { steady: { required: true }, ...(use === undefined ? {} : { field: use }) },
  };
}

/** A catalog with these contracts of the event, and of the environment's common fields. */
function catalogOf(world: World, contracts: readonly Contract[], common: readonly Contract[]): Catalog {
  const catalog = exampleCatalog({
    fields: { field: world.field.shape, steady: { type: 'boolean' } },
    environmentContracts: common,
  });
  const event = catalog.events.get('shop.viewed');
  if (event === undefined) throw new Error('the example has this event');
  const numbered = new Map(contracts.map((one) => [one.version, one]));
  return { ...catalog, events: new Map([['shop.viewed', { ...event, contracts: numbered }]]) };
}

function commonFields(version: number, use: FieldUse | undefined): Contract[] {
  return use === undefined ? [] : [{ version, fields: { field: use } }];
}

/** Everything that the field can be in an event, with its absence, and one field that nobody has heard of. */
function payloadsOf({ field }: World): Readonly<Record<string, unknown>>[] {
  const known = [{ steady: true }, ...field.values.map((value) => ({ steady: true, field: value }))];
  return [...known, ...known.map((fields) => ({ ...fields, other: 1 }))];
}

function accepted(catalog: Catalog, version: number, payloads: readonly object[]): boolean[] {
  const judge = new Judge(catalog, { sequence: 0 });
  return payloads.map(
    (fields) =>
      judge.judge({ event: 'shop.viewed', version, fields }, sender, () => '').outcome === 'accepted',
  );
}

/** What the judge says was lost and gained over all payloads of the small world. */
function judged(world: World, before: readonly boolean[], after: readonly boolean[]) {
  const payloads = payloadsOf(world);
  const those = (is: (index: number) => boolean): unknown[] => payloads.filter((_, index) => is(index));
  return {
    lost: those((index) => before[index] === true && after[index] === false),
    gained: those((index) => before[index] === false && after[index] === true),
  };
}

function changesOf(before: Catalog, after: Catalog): Change[] {
  const changes = diffCatalogs(before, after).subjects.flatMap((subject) => subject.changes);
  const stand = new WitnessStand(before, after);
  for (const { witness, affects, assumed } of changes) {
    if (witness !== undefined) expect(stand.hear(witness)?.violations?.length).toBeGreaterThan(0);
    if (affects.includes('senders') && assumed !== true) expect(witness?.accepted_by).toBe('before');
  }
  return changes;
}

/** Holds what was said of all changes together against what the judge said of all payloads. */
function holdAgainst(changes: readonly Change[], { lost, gained }: ReturnType<typeof judged>): void {
  const affects = new Set(changes.flatMap((change) => change.affects));
  const isAssumed = changes.some((change) => change.assumed === true);
  const joins = changes.some(({ what }) => what.kind === 'field-added');
  const goes = changes.some(({ what }) => what.kind === 'field-gone');
  if (lost.length > 0) expect(affects).toContain('senders');
  else if (!isAssumed) expect(affects).not.toContain('senders');
  if (gained.length > 0 && !joins) expect(affects).toContain('readers');
  if (gained.length === 0 && !goes && !isAssumed) expect(affects).not.toContain('readers');
  for (const { meaning, affects: whom } of changes) {
    if (meaning === 'safe') expect(whom).toEqual([]);
    if (meaning === 'affects-readers') expect(whom).toEqual(['readers']);
  }
}

test('a next version: its meaning is what the judge makes of every payload of a small world', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const [first, second] = [
        contract(1, world.uses[0], world.open[0]),
        contract(2, world.uses[1], world.open[1]),
      ];
      const common = commonFields(1, world.common);
      const before = catalogOf(world, [first], common);
      const after = catalogOf(world, [first, second], common);
      const payloads = payloadsOf(world);
      expect(accepted(after, 1, payloads)).toEqual(accepted(before, 1, payloads));
      holdAgainst(
        changesOf(before, after),
        judged(world, accepted(before, 1, payloads), accepted(after, 2, payloads)),
      );
    }),
    { numRuns: turns },
  );
});

test('a next version of the common fields: who pins none is judged by it at once', () => {
  fc.assert(
    fc.property(worlds, (world) => {
      const event = contract(1, world.common, false);
      const [one, two] = [commonFields(1, world.uses[0]), commonFields(2, world.uses[1])];
      fc.pre(one.length + two.length > 0);
      const before = catalogOf(world, [event], one);
      const after = catalogOf(
        world,
        [event],
        [...one, ...(two.length > 0 ? two : [{ version: 2, fields: {} }])],
      );
      const payloads = payloadsOf(world);
      const changes = changesOf(before, after);
      // Where there were no common fields, there is nothing that the first version could be compared with.
      fc.pre(one.length > 0);
      holdAgainst(changes, judged(world, accepted(before, 1, payloads), accepted(after, 1, payloads)));
    }),
    { numRuns: turns },
  );
});

test('allowed values that grow never affect senders, and readers only where a contract takes them', () => {
  const letters = fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 });
  fc.assert(
    fc.property(letters, letters, fc.option(letters, { nil: undefined }), (values, more, only) => {
      const shape = { type: 'string', values } as const;
      const grown = { type: 'string', values: [...new Set([...values, ...more])] } as const;
      const field = { shape, uses: [{}, {}], values: ['a', 'b', 'c', 'd', 'e'] } as const;
      const narrowed = only?.filter((value) => values.includes(value));
      const use = narrowed === undefined || narrowed.length === 0 ? {} : { enum: narrowed };
      const world: World = { field, uses: [use, undefined], open: [false, false], common: undefined };
      const before = catalogOf(world, [contract(1, use, false)], []);
      const after = catalogOf({ ...world, field: { ...field, shape: grown } }, [contract(1, use, false)], []);
      const payloads = payloadsOf(world);
      const changes = changesOf(before, after);
      expect(changes.every(({ meaning }) => meaning === 'safe' || meaning === 'affects-readers')).toBe(true);
      holdAgainst(changes, judged(world, accepted(before, 1, payloads), accepted(after, 1, payloads)));
    }),
    { numRuns: turns },
  );
});
