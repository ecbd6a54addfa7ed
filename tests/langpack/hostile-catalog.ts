import type { Catalog, FieldDeclaration } from '@eventbook/shared/catalog/model';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import fc from 'fast-check';

/** Words that some language keeps for itself, that its standard library has, or that our own code might use. */
const reserved = [
  ...[
    'class',
    'Class',
    'function',
    'func',
    'def',
    'var',
    'let',
    'const',
    'new',
    'New',
    'type',
    'Type',
    'import',
    'package',
  ],
  ...[
    'self',
    'this',
    'parent',
    'static',
    'abstract',
    'final',
    'enum',
    'match',
    'fn',
    'list',
    'List',
    'array',
    'string',
  ],
  ...[
    'String',
    'int',
    'float',
    'bool',
    'null',
    'None',
    'nil',
    'true',
    'True',
    'async',
    'await',
    'yield',
    'lambda',
    'pass',
  ],
  ...[
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    'init',
    'main',
    'error',
    'builder',
    'Builder',
    'Event',
  ],
  ...[
    'event',
    'events',
    'build',
    'Build',
    'client',
    'Client',
    'options',
    'langpack',
    'Runtime',
    'Tests',
    'Definition',
  ],
  ...[
    'time',
    'big',
    'json',
    'context',
    'eventbook',
    'fromwire',
    'fields',
    'value',
    'values',
    'version',
    'name',
    'at',
    'test',
  ],
  ...[
    'user_test',
    'user_linux',
    'x_amd64',
    'foreach',
    'endif',
    'exit',
    'echo',
    'print',
    'goto',
    'iterable',
    'mixed',
    'never',
  ],
  ...[
    'common_fields',
    'CommonFields',
    'common_fields_v1',
    'new_client',
    'write_members',
    'set_text',
    'get_text',
    'has_text',
  ],
];

const words = fc.constantFrom(...reserved);
const fieldName = fc.oneof(
  words,
  fc.tuple(words, words).map(([one, other]) => `${one}_${other}`),
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,12}$/u),
);
const eventName = fc.oneof(
  fieldName,
  fc.tuple(fieldName, fieldName).map(([one, other]) => `${one}.${other}`),
);

/** What gets out of strings, comments, templates and tags, where it can. */
const ways = [
  ...[
    '"',
    "'",
    '`',
    '\\',
    '*/',
    '/*',
    '//',
    '?>',
    '<?php',
    '${x}',
    '$x',
    '{$x}',
    '#{x}',
    '%s',
    '"""',
    "'''",
    '\n',
    '\r\n',
  ],
  ...[
    '\u0000',
    '\u0007',
    '\u2028',
    '\u2029',
    '\u202e',
    '\u202c',
    '\u200f',
    '\ufeff',
    '\\u0041',
    '\\x41',
    '\\',
    '😀',
    'مرحبا',
  ],
  ...[
    '@deprecated',
    '{@inheritDoc}',
    '\n@return never',
    '\n+build ignore',
    '\n//go:build ignore',
    '\nDeprecated: no',
    '<!--',
  ],
  ...[
    '\n  indented',
    '\n- item',
    '\n# title',
    '|',
    '</script>',
    '\t',
    'x'.repeat(200),
    '; exit(1);',
    '] }',
    '\nCode generated',
  ],
];
const hostileText = fc.array(fc.oneof(fc.constantFrom(...ways), fc.string({ maxLength: 8 })), {
  maxLength: 12,
});
const text = hostileText.map((parts) => parts.join('').replaceAll(/\p{Surrogate}/gu, ''));

const value = fc.oneof(text, words, fc.string({ unit: 'grapheme', maxLength: 20 }));

function declaration(description: string, allowed: readonly string[]): fc.Arbitrary<FieldDeclaration> {
  const said = { title: description.slice(0, 80) || 'x', description, unit: description.slice(0, 20) || 'x' };
  return fc.constantFrom<FieldDeclaration>(
    { ...said, type: 'string', values: [...new Set(allowed)] },
    { ...said, type: 'string' },
    { ...said, type: 'integer', values: [1, -1, 0] },
    { ...said, type: 'number', values: [0.5, -1, 2] },
    {
      ...said,
      type: 'object',
      properties: { [allowed.length % 2 === 0 ? 'class' : 'set_x']: { type: 'date' }, x: { type: 'json' } },
    },
    { ...said, type: 'array', items: { type: 'bigint' } },
    { ...said, type: 'timestamp' },
  );
}

const field = fc
  .tuple(fc.oneof(text, fc.constant('long '.repeat(3_990))), fc.array(value, { minLength: 1, maxLength: 4 }))
  .chain(([description, allowed]) => declaration(description, allowed));

const fields = fc.dictionary(fieldName, field, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

const oneEvent = fc.record({ name: eventName, title: text, reason: text, note: text, local: fields });

/** A catalog that nobody should have, and that no langpack may be broken by. It follows from its seed. */
export function hostileCatalog(seed: number, size: number): Catalog {
  const [common = {}] = fc.sample(fields, { seed, numRuns: 1 });
  const files = new Map<string, string>();
  const add = (path: string, content: object): void => void files.set(path, JSON.stringify(content));
  const contract = (declared: object, note: string): object => ({
    version: 1,
    note,
    fields: Object.fromEntries(
      Object.keys(declared).map((name, index) => [
        name,
        { required: index % 2 === 0, nullable: index % 3 === 0 },
      ]),
    ),
  });
  const packages = {
    typescript: '@hostile',
    python: 'hostile',
    php: 'hostile',
    go: 'git.hostile.example/events',
  };
  const collectors = ['http://127.0.0.1:1'];
  add('catalog.json', { format: 1, name: 'hostile', langpack: { collectors, packages } });
  add('owners/someone.json', { title: 'x', members: [{ name: 'x', email: 'x@example.com' }] });
  add('destinations/warehouse.json', { title: 'x', kind: 'warehouse' });
  add('environments/class/environment.json', {
    title: 'x',
    owner: 'someone',
    kind: 'backend',
    exposure: 'internal',
    sources: { x: { title: 'x' } },
    fields: common,
  });
  add('environments/class/1.json', contract(common, 'x'));
  for (const { name, title, reason, note, local } of fc.sample(oneEvent, { seed: seed + 1, numRuns: size })) {
    add(`events/${name}/event.json`, {
      title: title.slice(0, 100) || 'x',
      description: title || 'x',
      owner: 'someone',
      status: 'deprecated',
      deprecation: { since: '2026-01-01', reason: reason || 'x' },
      environments: { class: {} },
      destinations: ['warehouse'],
      fields: local,
    });
    add(`events/${name}/1.json`, contract(local, note || 'x'));
  }
  return parseCatalog(files).catalog;
}
