import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { writeFiles } from '../write-files.js';
import type { LanguageUnderTest } from './language.js';
import { complaintsOf, runTool } from './run-tool.js';

export const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** As strict as a project may be: generated code has to please all of them. */
export const strictest = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noPropertyAccessFromIndexSignature: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  target: 'ES2022',
  module: 'NodeNext',
  moduleResolution: 'NodeNext',
  lib: ['ES2022', 'DOM', 'DOM.Iterable'],
  types: [],
  noEmit: true,
};

export const typescript: LanguageUnderTest = {
  language: 'typescript',
  async takeUp(files, folder) {
    const { name } = JSON.parse(files.get('package.json') ?? '{}') as { name: string };
    const home = join(folder, 'node_modules', name);
    await writeFiles(home, files);
    await mkdir(join(folder, 'program'), { recursive: true });
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    const configuration = join(folder, 'tsconfig.json');
    // node_modules is left out of what is included, unless it is listed by name.
    const sources = [...files.keys()].filter(
      (path) => path.endsWith('.d.ts') || path.startsWith('tests/cases/'),
    );
    await writeFile(
      configuration,
      JSON.stringify({
        compilerOptions: { ...strictest, allowJs: true },
        files: sources.map((path) => join(home, path)),
      }),
    );
    await writeFile(
      join(folder, 'program', 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: { ...strictest, noEmit: false, outDir: '../built' },
        include: ['*.ts'],
      }),
    );
    return {
      folder: home,
      ownTests: () =>
        complaintsOf(runTool(process.execPath, ['--test', 'tests/conformance.test.js'], { cwd: home })),
      complaints: () =>
        complaintsOf(runTool(process.execPath, [compiler, '--project', configuration], { cwd: folder })),
      async run(program, env = {}) {
        await writeFile(join(folder, 'program', 'main.ts'), program);
        const built = await runTool(process.execPath, [compiler, '--project', 'program'], { cwd: folder });
        return built.succeeded ? runTool(process.execPath, ['built/main.js'], { cwd: folder, env }) : built;
      },
    };
  },
  wrongPrograms: {
    'a required field is missing': `
      import { KitchenOldV3 } from '@kitchen/events-kitchen-backend';
      new KitchenOldV3({});`,
    'a field has another type': `
      import { KitchenOldV3 } from '@kitchen/events-kitchen-backend';
      new KitchenOldV3({ text: 1 });`,
    'a value is not allowed': `
      import { KitchenOverlapV1 } from '@kitchen/events-kitchen-backend';
      new KitchenOverlapV1({ region: 'north', paymentMethod: 'barter' });`,
    'a field is unknown': `
      import { KitchenOldV3 } from '@kitchen/events-kitchen-backend';
      new KitchenOldV3({ text: '', txet: '' });`,
    'a text is too short, which only a run can tell': `
      import { KitchenHostileV1 } from '@kitchen/events-kitchen-backend';
      new KitchenHostileV1({ said: 'plain', free: '"' });`,
    'common fields are sent as an event': `
      import { createClient, CommonFieldsV2 } from '@kitchen/events-kitchen-backend';
      const common = new CommonFieldsV2({ service: 'oven/1', rack: 'top' });
      createClient({ common }).send(common);`,
    'an unknown event': `
      import { KitchenUnknownV1 } from '@kitchen/events-kitchen-backend';
      new KitchenUnknownV1({});`,
  },
  sendEverything: `
    import { createClient } from '@kitchen/events-kitchen-backend';
    // @ts-expect-error -- tests have no declarations
    import { cases } from '../node_modules/@kitchen/events-kitchen-backend/tests/run-cases.js';
    // @ts-expect-error -- Node's own
    import { readFileSync } from 'node:fs';
    const conformance = JSON.parse(
      readFileSync('node_modules/@kitchen/events-kitchen-backend/conformance.json', 'utf8'),
    );
    const client = createClient({ common: cases[0].common(), strict: true });
    for (const { name, event_id: id, time } of conformance.cases) {
      const one = cases.find((other: { name: string }) => other.name === name);
      client.common = one.common();
      client.send(one.event(), { id, time: BigInt(time) });
    }
    if (!(await client.close())) throw new Error('something was not sent');`,
};
