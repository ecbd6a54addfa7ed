import { readSegment } from '@eventbook/shared/import/segment/read-segment';
import { importCommand } from '../import/import-command.js';

export const importSegment = importCommand({
  source: 'segment',
  description:
    'Reads a tracking plan as the Public API or the older Config API gives it out. Events become events with what ' +
    'their `properties` say as fields, identify and group with their traits, page and screen with their properties; ' +
    'labels become tags, what is common to all events is put into each. What the plan says of context is told and ' +
    'left out. Everything else is as with import iglu; docs/import.md tells it.',
  argument: { name: '<file>', description: 'the tracking plan, as JSON' },
  examples: [
    {
      line: 'eventbook import segment tracking-plan.json --catalog our-events',
      purpose: 'bring in the whole plan',
    },
  ],
  read: readSegment,
});
