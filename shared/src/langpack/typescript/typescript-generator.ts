import type { Generator, PackageInput } from '../generator.js';
import { conformanceText, inPathOrder } from '../package-files.js';
import * as classes from './class-module.js';
import * as client from './client-module.js';
import { typescriptConventions } from './conventions.js';
import { packageJson } from './package-json.js';
import { readme } from './readme.js';
import { testModules } from './test-modules.js';

/** Modules of JavaScript with declarations beside them: for browsers and Node, without a build step. */
export const typescriptGenerator: Generator = {
  language: 'typescript',
  generation: 1,
  conventions: typescriptConventions,
  runtime: 'typescript/dist',
  packageFiles: (input) => inPathOrder(files(input)),
  eventPaths: (_model, event) => [`${classes.eventModule(event)}.d.ts`, `${classes.eventModule(event)}.js`],
};

function* files({
  model,
  conformance,
  runtime,
  release,
}: PackageInput): Iterable<[path: string, text: string]> {
  for (const [path, text] of runtime) yield [`runtime/${path}`, text];
  for (const event of model.events) {
    yield [`${classes.eventModule(event)}.js`, classes.eventCode(event)];
    yield [`${classes.eventModule(event)}.d.ts`, classes.eventDeclarations(event)];
  }
  yield ['common.js', classes.commonCode(model)];
  yield ['common.d.ts', classes.commonDeclarations(model)];
  yield ['types.js', classes.typesCode(model)];
  yield ['types.d.ts', classes.typesDeclarations(model)];
  yield ['about.js', client.aboutCode(model)];
  yield ['about.d.ts', client.aboutDeclarations()];
  yield ['provenance.js', client.provenanceCode(release)];
  yield ['provenance.d.ts', client.provenanceDeclarations()];
  yield ['client.js', client.clientCode(model)];
  yield ['client.d.ts', client.clientDeclarations(model)];
  yield ['index.js', client.indexModule(model, 'js')];
  yield ['index.d.ts', client.indexModule(model, 'd.ts')];
  yield ['package.json', packageJson(model, release)];
  yield ['README.md', readme(model, conformance)];
  yield ['conformance.json', conformanceText(conformance)];
  yield* testModules(model, conformance);
}
