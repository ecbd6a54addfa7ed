import { readGlean } from '@eventbook/shared/import/glean/read-glean';
import { importCommand } from '../import/import-command.js';

export const importGlean = importCommand({
  source: 'glean',
  description:
    'Reads metrics.yaml, or all YAML files of a folder. Metrics of type event become events, the category is the ' +
    'namespace, extra keys are fields of which none is required. Metrics of other types are passed over and named. ' +
    'Everything else is as with import iglu; docs/import.md tells it.',
  argument: { name: '<file>', description: 'the metrics.yaml, or a folder of such files' },
  examples: [
    { line: 'eventbook import glean app/metrics.yaml --catalog our-events', purpose: 'bring in its events' },
  ],
  read: readGlean,
});
