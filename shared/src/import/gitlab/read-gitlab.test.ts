import { expect, test } from 'vitest';
import { readGitlab } from './read-gitlab.js';

const definition = `
description: A dashboard was opened
internal_events: true
action: open_dashboard
identifiers: [project, user, feature_enabled_by_namespace_ids]
additional_properties:
  label: {description: Which one}
  value: {description: How long}
  theme: {description: A property of its own}
product_group: platform_insights
tiers: [premium, ultimate]
milestone: "17.6"
`;

test('identifiers and additional properties are fields, the group and the tiers are tags', () => {
  const { events, problems } = readGitlab(new Map([['open_dashboard.yml', definition]]));
  expect(problems).toEqual([]);
  expect(events).toMatchObject([
    {
      name: ['open_dashboard'],
      description: 'A dashboard was opened',
      tags: ['platform_insights', 'premium', 'ultimate'],
      versions: [{ label: '17.6', origin: 'gitlab:open_dashboard' }],
    },
  ]);
  expect(events[0]?.versions[0]?.schema).toMatchObject({
    properties: {
      project_id: { type: 'integer' },
      user_id: { type: 'integer' },
      feature_enabled_by_namespace_ids: { type: 'array', items: { type: 'integer' } },
      label: { type: 'string', description: 'Which one' },
      value: { type: 'number' },
      theme: { description: 'A property of its own' },
    },
  });
});

test('what is no definition, an unknown identifier and an action that comes twice are told', () => {
  const { problems, skipped } = readGitlab(
    new Map([
      ['a.yml', 'action: a\nidentifiers: [planet]\n'],
      ['b.yml', 'action: a\n'],
      ['c.yml', 'description: no action\n'],
      ['d.yml', ': ['],
      ['README.md', ''],
    ]),
  );
  expect(problems.map(({ file, pointer }) => file + pointer)).toEqual([
    'a.yml/identifiers/0',
    'b.yml/action',
    'c.yml/action',
    'd.yml',
  ]);
  expect(skipped).toHaveLength(1);
});
