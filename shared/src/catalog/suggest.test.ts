import { describe, expect, it } from 'vitest';
import { didYouMean, nearest } from './suggest.js';

describe('nearest', () => {
  it.each([
    ['titel', ['description', 'title'], 'title'],
    ['ordr_id', ['order_id', 'orders'], 'order_id'],
    ['OrderId', ['order_id'], 'order_id'],
    ['abc', ['xyz'], undefined],
    ['cash', ['card'], undefined],
    ['tiem', ['item', 'time'], 'item'],
    ['sop', ['shop', 'so'], 'shop'],
    ['to', ['or'], undefined],
    ['courier', ['order_id', 'price'], undefined],
    ['a'.repeat(300), ['a'.repeat(299)], undefined],
  ])('of %j among %j', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  it('is asked as a question', () => {
    expect(didYouMean('requird', ['required'])).toBe('Did you mean "required"?');
    expect(didYouMean('x', [])).toBe(undefined);
  });
});
