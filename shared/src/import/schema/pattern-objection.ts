import { canonicalText } from '../../catalog/format.js';
import { checkCatalog } from '../../check/check.js';

const remembered = new Map<string, string | undefined>();
const mostRemembered = 10_000;

/**
 * What `check` has against a pattern: that it does not compile, means different things in different languages, or can
 * keep a collector busy. Asked of the rules themselves, in a catalog of one field, so that whatever they come to say
 * holds here, too.
 */
export function patternObjection(pattern: string): string | undefined {
  if (!remembered.has(pattern)) {
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(pattern, objection(pattern));
  }
  return remembered.get(pattern);
}

const card = {
  title: 'Event',
  owner: 'owner',
  status: 'active',
  environments: {},
  destinations: [],
  fields: { text: { type: 'string' } },
};

function objection(pattern: string): string | undefined {
  const contract = { version: 1, fields: { text: { pattern } } };
  const { findings } = checkCatalog(
    new Map([
      ['catalog.json', canonicalText('settings', { format: 1, name: 'catalog' })],
      ['events/event/event.json', canonicalText('event', card)],
      ['events/event/1.json', canonicalText('contract', contract)],
    ]),
  );
  return findings.find(({ pointer }) => pointer === '/fields/text/pattern')?.message;
}
