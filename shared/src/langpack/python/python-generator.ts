import type { Generator, PackageInput } from '../generator.js';
import { conformanceText, inPathOrder } from '../package-files.js';
import { pythonConventions } from './conventions.js';
import { commonModule, eventModule, typesModule, typesModuleName } from './python-classes.js';
import * as packaging from './python-package.js';
import { readme } from './python-readme.js';
import { testModules } from './python-tests.js';

/** A typed package for Python ≥ 3.9 that needs the standard library alone. */
export const pythonGenerator: Generator = {
  language: 'python',
  generation: 1,
  conventions: pythonConventions,
  runtime: 'python/eventbook_runtime',
  packageFiles: (input) => inPathOrder(files(input)),
  eventPaths: (model, { fileStem }) => [`${packaging.importName(model)}/events/${fileStem}.py`],
};

function* files({
  model,
  conformance,
  runtime,
  release,
}: PackageInput): Iterable<[path: string, text: string]> {
  const root = packaging.importName(model);
  const introduction = readme(model, conformance);
  for (const [path, text] of runtime) yield [`${root}/_runtime/${path}`, text];
  for (const event of model.events) yield [`${root}/events/${event.fileStem}.py`, eventModule(event)];
  yield [`${root}/__init__.py`, packaging.indexModule(model)];
  yield [`${root}/events/__init__.py`, ''];
  yield [`${root}/client.py`, packaging.clientModule(model)];
  yield [`${root}/common.py`, commonModule(model)];
  yield [`${root}/${typesModuleName}.py`, typesModule(model)];
  yield [`${root}/_provenance.py`, packaging.provenanceModule(release)];
  yield [`${root}/py.typed`, ''];
  yield ['pyproject.toml', packaging.pyproject(model, release)];
  yield ['PKG-INFO', packaging.packageInformation(model, release, introduction)];
  yield ['README.md', introduction];
  yield ['conformance.json', conformanceText(conformance)];
  yield* testModules(model, conformance);
}
