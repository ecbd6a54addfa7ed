import { expect, test } from 'vitest';
import { readLines } from './lines.js';

async function read(
  text: string | Buffer,
  pieceSize: number,
  limit = 1000,
): Promise<[number, string | undefined][]> {
  const bytes = Buffer.from(text);
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let start = 0; start < bytes.length; start += pieceSize) {
      yield bytes.subarray(start, start + pieceSize);
      await Promise.resolve();
    }
  }
  const lines: [number, string | undefined][] = [];
  for await (const { number, bytes: line } of readLines(pieces(), limit))
    lines.push([number, line?.toString()]);
  return lines;
}

test.each([1, 2, 3, 7, 1000])('lines are the same in pieces of %i', async (size) => {
  expect(await read('a\r\nbé\n\n \t \r\nc\n', size)).toEqual([
    [1, 'a'],
    [2, 'bé'],
    [5, 'c'],
  ]);
  expect(await read('a\nb', size)).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
  expect(await read('', size)).toEqual([]);
  expect(await read('\n\n', size)).toEqual([]);
});

test.each([1, 5, 1000])('a line beyond the limit is only counted, in pieces of %i', async (size) => {
  expect(await read(`ok\n${'x'.repeat(11)}\n${'y'.repeat(10)}\n${'z'.repeat(500)}`, size, 10)).toEqual([
    [1, 'ok'],
    [2, undefined],
    [3, 'y'.repeat(10)],
    [4, undefined],
  ]);
});
