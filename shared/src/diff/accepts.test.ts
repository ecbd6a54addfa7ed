import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formats } from '../event/formats.js';
import { valueSchema } from '../event/value-schema.js';
import { accepts } from './accepts.js';
import { fieldCases } from './field-cases.test-helper.js';
import { valueBetween, valueWithin } from './value-search.js';

const compiler = new Ajv2020({ strictNumbers: true, strictTypes: false, validateSchema: false, formats });

test('it says of a value what the JSON Schema says', () => {
  fc.assert(
    fc.property(fieldCases, ({ shape, uses: [use], values }) => {
      const validate = compiler.compile(valueSchema(shape, use));
      for (const value of values)
        expect([value, accepts({ shape, use }, value)]).toEqual([value, validate(value)]);
    }),
    { numRuns: 300 },
  );
});

test('a value between two constraints is found if any value of a small world is one', () => {
  fc.assert(
    fc.property(fieldCases, ({ shape, uses: [one, other], values }) => {
      const [inside, outside] = [
        { shape, use: one },
        { shape, use: other },
      ];
      const found = valueBetween([inside], [outside]);
      fc.pre(found !== 'unknown');
      const isThere = values.some((value) => accepts(inside, value) && !accepts(outside, value));
      if (isThere) expect(found).not.toBe('none');
      if (typeof found === 'object') {
        expect([accepts(inside, found.value), accepts(outside, found.value)]).toEqual([true, false]);
      }
      if (values.some((value) => accepts(inside, value))) expect(valueWithin([inside])).toBeDefined();
    }),
    { numRuns: 500 },
  );
});
