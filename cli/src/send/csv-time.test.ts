import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCsvTime } from './csv-time.js';

test.each([
  ['2019-11-01 17:59:13.273932', 1572631153273932],
  ['2019-11-01T17:59:13.273932Z', 1572631153273932],
  ['2019-11-01 20:59:13.273932+03:00', 1572631153273932],
  ['2019-11-01 12:29:13.273932-0530', 1572631153273932],
  ['2019-11-01 17:59:13.273932 UTC', 1572631153273932],
  ['2019-11-01 17:59:13,5', 1572631153500000],
  ['2019-11-01 17:59:13.2739329', 1572631153273932],
  ['2019-11-01 17:59', 1572631140000000],
  ['2019-11-01', 1572566400000000],
  ['1969-12-31 23:59:59.999999', -1],
  ['0001-01-01', -62135596800000000],
  ['2020-02-29', 1582934400000000],
  ['1572631153273932', 1572631153273932],
])('%s is %i', (text, microseconds) => {
  const expected = Number.isSafeInteger(microseconds) ? microseconds : undefined;
  expect(parseCsvTime(text)).toBe(expected ?? microseconds);
});

test.each([
  '',
  'yesterday',
  '2019-02-29',
  '2019-13-01',
  '2019-11-01 24:00:00',
  '2019-11-01 10:60',
  '01.11.2019',
  '99999999999999999',
  '2019-11-01 17:59:13.',
])('%j is no time', (text) => {
  expect(parseCsvTime(text)).toBeUndefined();
});

test('every time that ISO 8601 writes is read exactly, to the microsecond', () => {
  const milliseconds = fc.date({
    min: new Date('0100-01-01'),
    max: new Date('2200-01-01'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(milliseconds, fc.nat(999), (date, microseconds) => {
      const text = date.toISOString().replace('T', ' ').replace('Z', String(microseconds).padStart(3, '0'));
      expect(parseCsvTime(text)).toBe(date.getTime() * 1000 + microseconds);
    }),
  );
});
