import type { Release } from '../generator.js';
import type { LangpackModel } from '../model.js';
import { eventModule } from './class-module.js';
import { TypescriptPrinter } from './typescript-printer.js';

/** What the package says of itself: `PackageDescription` of the runtime. */
export function aboutCode(model: LangpackModel): string {
  const printer = new TypescriptPrinter('js');
  const { string } = { string: (text: string) => printer.string(text) };
  return printer
    .block(
      'export const about = /* @__PURE__ */ Object.freeze({',
      () =>
        printer.line(
          `environment: ${string(model.environment.name)},`,
          `langpack: ${printer.imported('langpack', 'provenance.js')},`,
          `sequence: ${printer.imported('sequence', 'provenance.js')},`,
          `collectors: [${model.collectors.map(string).join(', ')}],`,
          `onDevice: ${model.environment.isOnDevice},`,
        ),
      '});',
    )
    .file();
}

export function aboutDeclarations(): string {
  const printer = new TypescriptPrinter('d.ts');
  const type = printer.imported('PackageDescription', 'runtime/envelope.js');
  return printer.line(`export declare const about: ${type};`).file();
}

/** Which snapshot the package was generated from: the one file that says so. */
export function provenanceCode({ version, snapshot, sequence }: Release): string {
  const printer = new TypescriptPrinter('js');
  return printer
    .line(
      `export const langpack = ${printer.string(`typescript/${version}`)};`,
      `export const snapshot = ${printer.string(snapshot)};`,
      `export const sequence = ${sequence};`,
    )
    .file();
}

export function provenanceDeclarations(): string {
  return new TypescriptPrinter('d.ts')
    .docs(['What every event says of its sender: `typescript/` and the version of this package.'])
    .line('export declare const langpack: string;')
    .docs(['The id of the snapshot of the catalog that this package was generated from.'])
    .line('export declare const snapshot: string;')
    .docs(['Its sequence.'])
    .line('export declare const sequence: number;')
    .file();
}

export function clientCode(model: LangpackModel): string {
  const printer = new TypescriptPrinter('js');
  const common = model.common.length > 0;
  const make = `new ${printer.imported('Client', 'runtime/client.js')}(${printer.imported('about', 'about.js')}, ${common ? 'options.common' : 'undefined'}, options)`;
  return printer
    .block(
      `export function createClient(options${common ? '' : ' = {}'}) {`,
      () => printer.line(`return ${make};`),
      '}',
    )
    .file();
}

export function clientDeclarations(model: LangpackModel): string {
  const printer = new TypescriptPrinter('d.ts');
  const classes = model.common.map(({ className }) => printer.imported(className, 'common.js'));
  const common = classes.length === 0 ? 'undefined' : classes.join(' | ');
  const client = `${printer.imported('Client', 'runtime/client.js')}<${common}>`;
  const options = printer.imported('ClientOptions', 'runtime/client.js');
  if (classes.length > 0) {
    printer.block(
      `export interface Options extends ${options} {`,
      () =>
        printer
          .docs(['What every event from here carries. It may be changed later, as `common` of the client.'])
          .line(`readonly common: ${common};`),
      '}',
    );
  } else {
    printer.line(`export type Options = ${options};`);
  }
  return printer
    .docs([`Makes the client that sends events of ${model.environment.name}. Make one, and keep it.`])
    .line(
      `export declare function createClient(options${classes.length === 0 ? '?' : ''}: Options): ${client};`,
    )
    .file();
}

const runtimeExports: readonly (readonly [
  module: string,
  values: readonly string[],
  types: readonly string[],
])[] = [
  ['client', ['Client'], ['ClientOptions', 'SendOptions']],
  ['description', [], ['Json', 'Timestamp']],
  ['field-set', ['CommonFields', 'LangpackEvent'], ['AdditionalFields']],
  ['invalid-event', ['InvalidEventError'], ['ViolationCode']],
  ['problem', ['NotSentError'], ['Problem', 'Trouble']],
  ['transport', ['HttpTransport', 'NullTransport', 'RecordingTransport'], ['Transport']],
];

/** Everything by one name. Nothing in it has side effects, so bundlers keep only what is used. */
export function indexModule(model: LangpackModel, form: 'js' | 'd.ts'): string {
  const printer = new TypescriptPrinter(form);
  for (const [module, values, types] of runtimeExports) {
    const names = [...values, ...(form === 'js' ? [] : types.map((type) => `type ${type}`))];
    if (names.length > 0)
      printer.line(`export { ${names.join(', ')} } from ${printer.string(`./runtime/${module}.js`)};`);
  }
  const modules = ['client', 'common', 'provenance', 'types', ...model.events.map(eventModule)];
  for (const module of modules) printer.line(`export * from ${printer.string(`./${module}.js`)};`);
  return printer.file();
}
