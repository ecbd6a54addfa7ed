import { expect, test } from 'vitest';
import { readGlean } from './read-glean.js';

const metrics = `
$schema: moz://mozilla.org/schemas/glean/metrics/2-0-0
browser.engagement:
  click:
    type: event
    description: Somebody clicked
    extra_keys:
      target: {type: string, description: What was clicked}
      count: {type: quantity}
      isFirst: {type: boolean}
    expires: never
  clicks:
    type: counter
`;

test('events of a category come with their extras, metrics of other types are passed over', () => {
  const { events, problems, skipped } = readGlean(new Map([['metrics.yaml', metrics]]));
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    {
      name: ['browser', 'engagement', 'click'],
      description: 'Somebody clicked',
      versions: [
        {
          pointer: '/browser.engagement/click',
          schema: {
            additionalProperties: false,
            properties: {
              target: { type: 'string' },
              count: { type: 'integer' },
              isFirst: { type: 'boolean' },
            },
          },
        },
      ],
    },
  ]);
  expect(skipped).toMatchObject([
    { pointer: '/browser.engagement/clicks', reason: 'A metric of type counter is no event.' },
  ]);
});

test('a metric without a type, an extra of an unknown type and a file that is none are told', () => {
  const { problems } = readGlean(
    new Map([
      ['a.yaml', 'a:\n  b: {description: x}\n  c: {type: event, extra_keys: {k: {type: planet}}}\n'],
      ['b.yaml', '- 1\n'],
    ]),
  );
  expect(problems.map(({ file, pointer }) => file + pointer)).toEqual([
    'a.yaml/a/b',
    'a.yaml/a/c/extra_keys/k/type',
    'b.yaml',
  ]);
});
