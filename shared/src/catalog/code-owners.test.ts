import { describe, expect, it } from 'vitest';
import { codeOwners } from './code-owners.js';
import { parseCatalog } from './parse.js';

const card = { title: 'A', status: 'draft', environments: {}, destinations: [] };
const { catalog, findings } = parseCatalog(
  new Map(
    Object.entries({
      'catalog.json': { format: 1, name: 'shop' },
      'owners/shop.json': {
        title: 'Shop',
        members: [
          { name: 'Bea', email: 'bea@shop.example' },
          { name: 'Ada', email: 'ada@shop.example' },
          { name: 'Ada again', email: 'ada@shop.example' },
          { name: 'Odd', email: 'odd#1@shop.example' },
        ],
      },
      'owners/search.json': { title: 'Search', members: [{ name: 'Cem', email: 'cem@shop.example' }] },
      'owners/nobody.json': { title: 'Nobody', members: [] },
      'fields/price.json': { type: 'number', owner: 'shop' },
      'fields/free.json': { type: 'number' },
      'destinations/queue.json': { title: 'Q', kind: 'queue', owner: 'nobody' },
      'events/search.done/event.json': { ...card, owner: 'search' },
      'events/order.paid/event.json': { ...card, owner: 'shop' },
      'environments/site/environment.json': {
        title: 'S',
        owner: 'search',
        kind: 'frontend',
        exposure: 'public',
        sources: {},
      },
    }).map(([path, value]) => [path, JSON.stringify(value)]),
  ),
);

describe('codeOwners', () => {
  it('names for GitHub whoever answers for each path', () => {
    expect(findings).toEqual([]);
    expect(codeOwners(catalog, 'github')).toBe(
      `# Made by \`eventbook codeowners\`, from owners/ and the cards: change those, and make it again.
# nobody has no members, so nobody is asked.

/environments/site/ cem@shop.example
/events/order.paid/ ada@shop.example bea@shop.example
/events/search.done/ cem@shop.example
/fields/price.json ada@shop.example bea@shop.example
/owners/search.json cem@shop.example
/owners/shop.json ada@shop.example bea@shop.example
`,
    );
  });

  it('makes for GitLab a section of each team', () => {
    expect(codeOwners(catalog, 'gitlab', 'books/events').split('\n').slice(3)).toEqual([
      '[search] cem@shop.example',
      '/books/events/environments/site/',
      '/books/events/events/search.done/',
      '/books/events/owners/search.json',
      '',
      '[shop] ada@shop.example bea@shop.example',
      '/books/events/events/order.paid/',
      '/books/events/fields/price.json',
      '/books/events/owners/shop.json',
      '',
    ]);
  });
});
