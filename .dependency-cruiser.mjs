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
      name: 'renderer-sees-shared-and-api',
      comment:
        'The renderer runs in a sandbox, in a window or a browser: it asks the backend by the api, and has no Node.',
      severity: 'error',
      from: { path: '^desktop/src/renderer/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(desktop/src/(?!renderer/|api/)|shared/src/node/)' },
    },
    {
      name: 'renderer-without-built-ins',
      comment: 'The same, for what Node itself brings.',
      severity: 'error',
      from: { path: '^desktop/src/(renderer|api)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'api-knows-no-side',
      comment: 'What both sides agree on depends on neither.',
      severity: 'error',
      from: { path: '^desktop/src/api/' },
      to: { path: '^(desktop/src/(?!api/)|shared/src/node/)' },
    },
    {
      name: 'backend-knows-no-carrier',
      comment: 'The backend answers whoever carries the request: a window, a browser, a test.',
      severity: 'error',
      from: { path: '^desktop/src/backend/', pathNot: '[.]test[.]ts$' },
      to: { path: '^(desktop/src/(server|main|preload|renderer)/|(node:)?https?$)' },
    },
    {
      name: 'server-and-shell-apart',
      comment: 'The browser studio runs where there is no shell, and the shell where nothing listens.',
      severity: 'error',
      from: { path: '^desktop/src/(server|main|preload)/' },
      to: { path: '^desktop/src/(server|main|preload|renderer)/', pathNot: '^desktop/src/$1/' },
    },
    {
      name: 'only-the-shell-knows-electron',
      comment: 'Everything else also runs without it.',
      severity: 'error',
      from: { path: '^(shared|cli|collector|desktop/src/(?!main/|preload/))' },
      to: { path: '(^|/)electron(/|$)' },
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
      // The sandbox's own half of electron is no file, and is there in the sandbox only.
      to: { couldNotResolve: true, pathNot: '^electron/renderer$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      // Without `node`: what pure shared is outside of it has to be pure, too.
      conditionNames: ['eventbook-source', 'import', 'default'],
    },
  },
};
