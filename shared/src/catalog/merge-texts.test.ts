import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeTexts } from './merge-texts.js';

const path = 'owners/shop.json';
const owner = (title: string, chat: string): string =>
  `${JSON.stringify({ title, members: [], contacts: { chat } }, null, 2)}\n`;

describe('mergeTexts', () => {
  it('goes by what the texts say', () => {
    const { text } = mergeTexts(path, owner('A', 'a'), owner('B', 'a'), owner('A', 'b'));
    expect(text).toBe(owner('B', 'b'));
    const collided = mergeTexts(path, owner('A', 'a'), owner('B', 'a'), owner('C', 'b'));
    expect(collided.text).toBe(undefined);
    expect(collided.collisions.map(({ pointer }) => pointer)).toEqual(['/title']);
  });

  it('goes by the letters while a text cannot be read', () => {
    const typing = owner('A', 'a').replace('"A"', '"AB');
    expect(mergeTexts(path, owner('A', 'a'), typing, owner('A', 'b')).text).toBe(
      owner('A', 'b').replace('"A"', '"AB'),
    );
    const same = mergeTexts(path, owner('A', 'a'), typing, owner('C', 'a'));
    expect(same.text).toBe(undefined);
    expect(same.collisions).toHaveLength(1);
  });

  it('takes what was chosen, by value or as a whole text', () => {
    const chosen = mergeTexts(path, owner('A', 'a'), owner('B', 'a'), owner('C', 'b'), () => ({
      value: 'D',
    }));
    expect(chosen).toEqual({ text: owner('D', 'b'), collisions: [], byValue: true });
    const gone = mergeTexts(path, owner('A', 'a'), null, owner('B', 'a'), () => ({ value: undefined }));
    expect(gone.text).toBe(null);
    const letters = mergeTexts('README.md', 'one', 'two', 'three', ({ theirs }) => ({ value: theirs }));
    expect(letters).toEqual({ text: 'three', collisions: [], byValue: false });
  });

  it('lets a file go that nobody else has changed, and asks where somebody has', () => {
    expect(mergeTexts(path, owner('A', 'a'), null, owner('A', 'a')).text).toBe(null);
    expect(mergeTexts(path, owner('A', 'a'), owner('A', 'a'), null).text).toBe(null);
    expect(mergeTexts(path, owner('A', 'a'), null, owner('B', 'a')).text).toBe(undefined);
  });

  it('never loses a letter that one side alone has typed', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '{', '"'), maxLength: 6 });
    fc.assert(
      fc.property(letters, letters, letters, (head, middle, tail) => {
        const base = `[${head}|${middle}|${tail}]`;
        const ours = `[${head}1|${middle}|${tail}]`;
        const theirs = `[${head}|${middle}|2${tail}]`;
        expect(mergeTexts('no/place.json', base, ours, theirs).text).toBe(`[${head}1|${middle}|2${tail}]`);
      }),
    );
  });
});
