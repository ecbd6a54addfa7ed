import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const script = `</script><script>globalThis.hacked = 1</script>`;
const attribute = `"' onmouseover="globalThis.hacked=1" autofocus onfocus=globalThis.hacked=1 x="`;
const picture = `<img src=x onerror="globalThis.hacked=1">`;
// Nowhere to break: a page must not become wider than its window.
const endless = 'com.example/'.repeat(20).replaceAll('/', '');
const markdown = [
  endless,
  script,
  picture,
  '[click](javascript:globalThis.hacked=1) [data](data:text/html,<script>globalThis.hacked=1</script>)',
  '![pic](javascript:globalThis.hacked=1) ![p" onerror="globalThis.hacked=1](https://example.com/x.png)',
  '<a href="javascript:globalThis.hacked=1" onclick="globalThis.hacked=1">x</a>',
  '```html\n<script>globalThis.hacked=1</script>\n```',
  '\u202egnp.exe \u2028 ${globalThis.hacked=1} {{7*7}}',
].join('\n\n');

/** A catalog in which every text that a person may write tries to become a part of the page. */
const files: Readonly<Record<string, unknown>> = {
  'catalog.json': { format: 1, name: 'hostile', title: `${script}${attribute}`, description: markdown },
  'owners/mean.json': {
    title: `${picture}${attribute}`,
    members: [{ name: script, email: 'a"onclick="x@example.com' }],
    contacts: { email: '"onclick="hacked=1@example.com', chat: attribute },
  },
  'fields/constructor.json': {
    type: 'string',
    title: attribute,
    description: markdown,
    unit: script.slice(0, 40),
    owner: 'mean',
    values: [script, attribute, picture],
    examples: [script],
  },
  'environments/site/environment.json': {
    title: script,
    description: markdown,
    owner: 'mean',
    kind: 'frontend',
    exposure: 'public',
    sources: { web: { title: attribute } },
    fields: {
      page: { type: 'object', description: markdown, properties: { a: { type: 'string', title: script } } },
    },
  },
  'environments/site/1.json': { version: 1, note: markdown, fields: { page: {} } },
  'destinations/store.json': { title: attribute, description: markdown, kind: 'warehouse' },
  'events/shop.bought/event.json': {
    title: `${script}${picture}`,
    description: markdown,
    owner: 'mean',
    status: 'deprecated',
    deprecation: { since: '2026-01-01', reason: markdown.slice(0, 500) },
    versions: { '1': { status: 'deprecated', since: '2026-01-01', reason: script } },
    environments: { site: {} },
    destinations: ['store'],
    tags: [attribute.slice(0, 60), script.slice(0, 60)],
    media: [{ title: picture, url: "https://example.com/?'onclick='x" }],
  },
  'events/shop.bought/1.json': { version: 1, note: script, fields: { constructor: { required: true } } },
  'events/shop.bought/2.json': {
    version: 2,
    note: markdown,
    fields: { constructor: { pattern: '^(</script>|<img[ a-z=]*>)$' } },
  },
};

export function writeHostileCatalog(directory: string): void {
  for (const [path, value] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), JSON.stringify(value));
  }
}
