import type { ParserRule } from '../../catalog/problem.js';
import type { Rule } from '../rule.js';

const purposes: Readonly<Record<ParserRule, string>> = {
  'file-readable': 'Every file of the catalog is a plain UTF-8 text of at most 1 MiB.',
  'file-place': 'The folders of the catalog hold its own files and nothing else, and catalog.json is there.',
  'json-syntax': 'Every file is JSON that all readers understand alike.',
  'duplicate-key': 'No key stands twice in one object, because readers disagree which one counts.',
  schema: 'Every file has the keys of its kind, with values of the right type, and no others.',
  'name-shape': 'Names can be typed in every language and stored on every system.',
  'version-number': 'The number of a contract is the same in its file and in the name of its file.',
  'card-missing': 'Contracts stand beside the card of the event or environment that they belong to.',
};

/** What is kept while reading: a file that breaks one of these gives nothing to the catalog. */
export const parserRules: readonly Rule[] = Object.entries(purposes).map(([id, purpose]) => ({
  id,
  purpose,
  severity: 'error',
  firm: true,
  handlers: {},
}));
