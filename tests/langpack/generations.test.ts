import { filesDigest } from '@eventbook/shared/node/langpack/files-digest';
import { generateLangpack, noRelease, type Generator } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { expect, test } from 'vitest';
import { kitchenSink } from '../support/kitchen-sink.js';
import { secondGenerationOf } from './second-generation.js';

function digestOf(generator: Generator): string {
  return filesDigest(generateLangpack(generator, kitchenSink(), 'kitchen-backend', new Map(), noRelease));
}

test.each(generators.map((one) => [one.language, one] as const))(
  'a second generation for %s leaves the first as it was, byte for byte',
  (_, first) => {
    const before = digestOf(first);
    const second = secondGenerationOf(first);
    const [again, other, after] = [first, second, first].map(digestOf);
    expect([again, after]).toEqual([before, before]);
    expect(other).not.toBe(before);
  },
);
