import type { LangpackModel } from '../model.js';
import type { Release } from '../generator.js';
import { goPackage } from './conventions.js';
import { goString, type GoPrinter } from './go-printer.js';

/** `go.mod`. Nothing but the standard library is needed. */
export function goModule({ packageName }: LangpackModel): string {
  return `module ${packageName}\n\ngo 1.21\n`;
}

/** Where the runtime stands in the module. */
export function runtimePath({ packageName }: LangpackModel): string {
  return `${packageName}/eventbook`;
}

/** The package's documentation, its definition, and the function that makes a client. */
export function printLangpack(
  printer: GoPrinter,
  model: LangpackModel,
  { version, sequence }: Release,
): void {
  const { environment, collectors, common } = model;
  printer.import(runtimePath(model));
  printer.docs(['Definition says which langpack this is.']);
  printer.block(
    'func Definition() eventbook.Definition {',
    () => {
      printer.block(
        'return eventbook.Definition{',
        () => {
          const members: readonly (readonly [string, string])[] = [
            ['Name', goString(environment.name)],
            ['Langpack', goString(`go/${version}`)],
            ['HasCommon', String(common.length > 0)],
            ['OnDevice', String(environment.isOnDevice)],
            ['Sequence', String(sequence)],
            ['Collectors', `[]string{${collectors.map(goString).join(', ')}}`],
          ];
          for (const [name, value] of members) printer.line(`${`${name}:`.padEnd(12)}${value},`);
        },
        '}',
      );
    },
    '}',
  );
  printer.line('');
  printer.docs([
    `NewClient starts a client that sends the events of ${environment.name}. A program has one, and closes it before it ends.`,
  ]);
  printer.block(
    'func NewClient(options eventbook.Options) (*eventbook.Client, error) {',
    () => printer.line('return eventbook.NewClient(Definition(), options)'),
    '}',
  );
}

/** `doc.go`: what the documentation of the package begins with. */
export function goDocumentation(printer: GoPrinter, { environment }: LangpackModel): string {
  const name = goPackage(environment.name);
  printer.docs([
    `Package ${name} sends the events of ${environment.name}: ${environment.title}`,
    ...(environment.description === undefined ? [] : [environment.description]),
    'For each version of an event there is a function that begins it, a builder with a setter for every field, and what it builds. See the README for an example.',
  ]);
  return printer.documentationFile();
}
