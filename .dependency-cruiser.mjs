/**
 * Who may import whom. The arrows: desktop, cli, collector → shared, never each other; pure shared never
 * shared/node. tests/static/directions.test.ts plants a violation of each ban and expects it to be found.
 */
export default {
  forbidden: [
    {
      name: 'pure-shared-stays-pure',
      comment: 'Pure shared runs in a browser, in a worker and in Node: it may not know Node or the disk.',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: ['^shared/src/node/', '\\.test\\.ts$'] },
      to: { path: '^shared/src/node/' },
    },
    {
      name: 'pure-shared-without-built-ins',
      comment: 'The same, for what Node itself brings.',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: ['^shared/src/node/', '\\.test\\.ts$'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-knows-no-program',
      comment: 'What is shared cannot depend on one of those who share it.',
      severity: 'error',
      from: { path: '^shared/src/' },
      to: { path: '^(cli|collector|desktop)/' },
    },
    {
      name: 'programs-know-only-shared',
      comment: 'The programs are shipped apart; what two of them need belongs to shared.',
      severity: 'error',
      from: { path: '^(cli|collector|desktop)/src/' },
      to: { path: '^(cli|collector|desktop)/', pathNot: '^$1/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-import-from-nowhere',
      comment: 'What cannot be resolved is not checked either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['eventbook-source', 'import', 'node', 'default'],
    },
  },
};
