import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type IConfiguration, type ICruiseResult } from 'dependency-cruiser';
import { expect, onTestFinished, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const configuration = (await import(join(root, '.dependency-cruiser.mjs'))) as { default: IConfiguration };

async function cruiseIn(baseDir: string): Promise<ICruiseResult> {
  const { forbidden, options } = configuration.default;
  const { output } = await cruise(['shared/src', 'cli/src', 'collector/src', 'desktop/src'], {
    ...options,
    baseDir,
    ruleSet: { forbidden: forbidden ?? [] },
    validate: true,
  });
  return output as ICruiseResult;
}

test('the arrows point the way ARCHITECTURE says', async () => {
  const { summary } = await cruiseIn(root);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  // A check that read nothing finds nothing.
  expect(summary.totalCruised).toBeGreaterThan(50);
});

/** A tree of the same shape, in which one file breaks one ban. Never the real one: other tests read that. */
function plantedTree(file: string, text: string): string {
  const tree = mkdtempSync(join(tmpdir(), 'eventbook-directions-'));
  onTestFinished(() => rmSync(tree, { recursive: true, force: true }));
  const files = {
    'tsconfig.base.json': '{}',
    'shared/src/node/disk.ts': 'export {};',
    'cli/src/main.ts': 'export {};',
    'cli/src/partner.ts': "import './planted.js';",
    'collector/src/main.ts': 'export {};',
    'desktop/src/backend/backend.ts': 'export {};',
    'desktop/src/main/main.ts': 'export {};',
    [file]: text,
  };
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), content);
  }
  return tree;
}

const violations: readonly [ban: string, file: string, text: string][] = [
  ['pure-shared-stays-pure', 'shared/src/planted.ts', "import './node/disk.js';"],
  ['pure-shared-without-built-ins', 'shared/src/planted.ts', "import 'node:fs';"],
  ['shared-knows-no-program', 'shared/src/planted.ts', "import '../../cli/src/main.js';"],
  ['programs-know-only-shared', 'cli/src/planted.ts', "import '../../collector/src/main.js';"],
  ['renderer-sees-shared-and-api', 'desktop/src/renderer/planted.tsx', "import '../backend/backend.js';"],
  ['renderer-without-built-ins', 'desktop/src/renderer/planted.tsx', "import 'node:fs';"],
  ['api-knows-no-side', 'desktop/src/api/planted.ts', "import '../backend/backend.js';"],
  ['backend-knows-no-carrier', 'desktop/src/backend/planted.ts', "import 'node:http';"],
  ['server-and-shell-apart', 'desktop/src/server/planted.ts', "import '../main/main.js';"],
  ['only-the-shell-knows-electron', 'desktop/src/backend/planted.ts', "import 'electron';"],
  ['no-import-from-nowhere', 'cli/src/planted.ts', "import './nowhere.js';"],
  ['no-cycles', 'cli/src/planted.ts', "import './partner.js';"],
];

test.each(violations)('a planted violation of %s is found', async (ban, file, text) => {
  const { summary } = await cruiseIn(plantedTree(file, text));
  expect(summary.violations.map(({ rule }) => rule.name)).toContain(ban);
});

test('a ban without a planted violation would be a ban that nobody has seen working', () => {
  const bans = configuration.default.forbidden?.map(({ name }) => name);
  expect(bans?.toSorted()).toEqual(violations.map(([ban]) => ban).toSorted());
});
