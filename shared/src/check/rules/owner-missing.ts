import { destinationPath, fieldPath } from '../../catalog/paths.js';
import { quoted } from '../../catalog/quote.js';
import type { Remark, Rule } from '../rule.js';

function* check(what: string, name: string, owner: string | undefined, file: string): Iterable<Remark> {
  if (owner !== undefined) return;
  yield {
    file,
    pointer: '',
    message: `Nobody answers for the ${what} ${quoted(name)}.`,
    fix: 'Add "owner": the name of a file in owners/.',
  };
}

/** Events and environments cannot do without one: their schemas say so. Local fields belong to their card's owner. */
export const ownerMissing: Rule = {
  id: 'owner-missing',
  purpose: 'Somebody answers for every dictionary field and every destination.',
  severity: 'warning',
  firm: false,
  handlers: {
    field: ({ owner }, _context, name) => check('field', name, owner, fieldPath(name)),
    destination: ({ owner }, _context, name) => check('destination', name, owner, destinationPath(name)),
  },
};
