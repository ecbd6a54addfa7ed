import type { Generator, PackageInput } from '../generator.js';
import type { EventModel, LangpackModel, TypeModel } from '../model.js';
import { conformanceText, inPathOrder } from '../package-files.js';
import { phpConventions, phpNamespace } from './conventions.js';
import { printBuilder, printCommon, printEnum, printEvent, printObject } from './php-classes.js';
import { printConformanceTest, printFromWire } from './php-conformance.js';
import { phpExample } from './php-example.js';
import { composerJson, printLangpack, runtimeFiles } from './php-package.js';
import { PhpPrinter } from './php-printer.js';
import { phpReadme } from './php-readme.js';

/** Langpacks for PHP from 8.1 on. */
export const phpGenerator: Generator = {
  language: 'php',
  generation: 1,
  conventions: phpConventions,
  runtime: 'php',
  packageFiles: (input) => inPathOrder(packageFiles(input)),
  eventPaths: (_model, event) => eventPaths(event),
};

function* packageFiles(input: PackageInput): Iterable<[path: string, text: string]> {
  const { model, conformance, runtime, release } = input;
  const namespace = phpNamespace(model.packageName, model.environment.name);
  const example = phpExample(model, conformance);
  const print = (body: (printer: PhpPrinter) => void, within = namespace): string => {
    const printer = new PhpPrinter(within);
    body(printer);
    return printer.file();
  };

  yield ['README.md', phpReadme(model, example)];
  yield ['composer.json', composerJson(model)];
  yield ['conformance.json', conformanceText(conformance)];
  if (example !== undefined) yield ['example.php', example];
  yield* runtimeFiles(runtime, namespace);
  yield [classPath('Langpack'), print((printer) => printLangpack(printer, model, release))];
  for (const set of model.common) {
    yield [classPath(set.className), print((printer) => printCommon(printer, model.environment.name, set))];
    yield [builderPath(set.className), print((printer) => printBuilder(printer, set, undefined))];
  }
  for (const event of model.events) {
    for (const set of event.versions) {
      yield [classPath(set.className), print((printer) => printEvent(printer, event, set))];
      yield [builderPath(set.className), print((printer) => printBuilder(printer, set, event.name))];
    }
  }
  for (const type of allTypes(model)) {
    const body = (printer: PhpPrinter): void =>
      type.kind === 'enum' ? printEnum(printer, type) : printObject(printer, type);
    yield [classPath(type.typeName), print(body)];
  }
  const tests = `${namespace}\\Tests`;
  yield ['tests/FromWire.php', print((printer) => printFromWire(printer, namespace, model), tests)];
  yield ['tests/ConformanceTest.php', print((printer) => printConformanceTest(printer, namespace), tests)];
}

function allTypes({ types, events }: LangpackModel): readonly TypeModel[] {
  return [...types, ...events.flatMap((event) => event.types)];
}

function eventPaths({ versions, types }: EventModel): readonly string[] {
  const classes = versions.flatMap(({ className }) => [classPath(className), builderPath(className)]);
  return [...classes, ...types.map(({ typeName }) => classPath(typeName))];
}

function classPath(className: string): string {
  return `src/${className}.php`;
}

function builderPath(className: string): string {
  return classPath(`${className}Builder`);
}
