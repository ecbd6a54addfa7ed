import { commonDocs, versionDocs } from '../doc-text.js';
import type { Generator, PackageInput } from '../generator.js';
import type { EventModel, LangpackModel } from '../model.js';
import { NameScope } from '../name-scope.js';
import { conformanceText, inPathOrder } from '../package-files.js';
import { goConventions, goPackage } from './conventions.js';
import { printConformanceTest, printFromWire } from './go-conformance.js';
import { goExample } from './go-example.js';
import { printFieldSet } from './go-field-set.js';
import { goDocumentation, goModule, printLangpack, runtimePath } from './go-package.js';
import { GoPrinter } from './go-printer.js';
import { goReadme } from './go-readme.js';
import { printTypes } from './go-types.js';

/** Langpacks for Go from 1.21 on. */
export const goGenerator: Generator = {
  language: 'go',
  generation: 1,
  conventions: goConventions,
  runtime: 'go',
  packageFiles: (input) => inPathOrder(packageFiles(input)),
  eventPaths: (_model, event) => [eventPath(event)],
};

function* packageFiles({
  model,
  conformance,
  runtime,
  release,
}: PackageInput): Iterable<[path: string, text: string]> {
  const example = goExample(model, conformance);
  const runtimeImport = runtimePath(model);
  const name = goPackage(model.environment.name);
  const print = (body: (printer: GoPrinter) => void, within = name): string => {
    const printer = new GoPrinter(within);
    body(printer);
    return printer.file();
  };
  const constants = constantScope(model);

  yield ['README.md', goReadme(model, example)];
  yield ['conformance.json', conformanceText(conformance)];
  yield ['go.mod', goModule(model)];
  yield ['doc.go', goDocumentation(new GoPrinter(name), model)];
  if (example !== undefined) yield ['example/main.go', example];
  for (const [path, text] of runtime) {
    if (path.endsWith('.go') && !path.endsWith('_test.go')) yield [`eventbook/${path}`, text];
  }
  yield ['langpack.go', print((printer) => printLangpack(printer, model, release))];
  yield ['types.go', print((printer) => printTypes(printer, runtimeImport, model.types, constants))];
  yield ['common_fields.go', print((printer) => printCommon(printer, model))];
  const shared = new Set(model.common.flatMap(({ fields }) => fields.map((field) => field.name)));
  for (const event of model.events) {
    const body = (printer: GoPrinter): void => {
      for (const set of event.versions) {
        const subject = `${event.name} version ${set.version}`;
        const docs = versionDocs(event, set);
        printFieldSet(printer, runtimeImport, { set, subject, docs, event: { name: event.name, shared } });
      }
      printTypes(printer, runtimeImport, event.types, constants);
    };
    yield [eventPath(event), print(body)];
  }
  yield ['fromwire/fromwire.go', print((printer) => printFromWire(printer, model), 'fromwire')];
  yield [
    'fromwire/conformance_test.go',
    print((printer) => printConformanceTest(printer, model), 'fromwire'),
  ];
}

function printCommon(printer: GoPrinter, model: LangpackModel): void {
  for (const set of model.common) {
    const subject = `common fields version ${set.version}`;
    const docs = commonDocs(model.environment.name, set);
    printFieldSet(printer, runtimePath(model), { set, subject, docs, event: undefined });
  }
}

/** The ending keeps a name such as `user_test` from meaning something to the compiler. */
function eventPath({ fileStem }: EventModel): string {
  return `${fileStem}_event.go`;
}

/** Constants stand beside the types; a type has its name first. */
function constantScope({ types, events }: LangpackModel): NameScope {
  const scope = new NameScope(new Set());
  for (const { typeName } of [...types, ...events.flatMap((event) => event.types)]) {
    scope.claim(typeName, typeName);
  }
  return scope;
}
