import { readGitlab } from '@eventbook/shared/import/gitlab/read-gitlab';
import { importCommand } from '../import/import-command.js';

export const importGitlab = importCommand({
  source: 'gitlab',
  description:
    'Reads the YAML files of config/events, one for each event: the action is the name, identifiers and additional ' +
    'properties are the fields, none of them required. Everything else is as with import iglu; docs/import.md tells it.',
  argument: { name: '<dir>', description: 'the folder of the definitions' },
  examples: [
    {
      line: 'eventbook import gitlab gitlab/config/events --catalog our-events',
      purpose: 'bring in all definitions',
    },
  ],
  read: readGitlab,
});
