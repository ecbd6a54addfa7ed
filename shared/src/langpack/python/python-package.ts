import type { Release } from '../generator.js';
import type { LangpackModel } from '../model.js';
import { typesModuleName } from './python-classes.js';
import { PythonPrinter, pythonString } from './python-printer.js';

/** The folder of the package, and what programs import: the distribution's name with underscores. */
export function importName(model: LangpackModel): string {
  return model.packageName.replaceAll('-', '_');
}

/** Which snapshot the package was generated from: the one module that says so. */
export function provenanceModule({ version, snapshot, sequence }: Release): string {
  return new PythonPrinter('Where this package comes from.')
    .line(
      `LANGPACK = ${pythonString(`python/${version}`)}`,
      `SNAPSHOT = ${pythonString(snapshot)}`,
      `SEQUENCE = ${sequence}`,
    )
    .file();
}

export function clientModule(model: LangpackModel): string {
  const printer = new PythonPrinter('The client.');
  const typing = printer.standard('typing');
  const runtime = {
    client: printer.imported('client', '._runtime', '_client'),
    errors: printer.imported('errors', '._runtime', '_errors'),
    transport: printer.imported('transport', '._runtime', '_transport'),
    envelope: printer.imported('envelope', '._runtime', '_envelope'),
    provenance: printer.imported('_provenance', '.'),
  };
  const classes = model.common.map(({ className }) => printer.imported(className, '.common'));
  const common =
    classes.length === 0
      ? 'None'
      : classes.length === 1
        ? (classes[0] ?? '')
        : `${typing}.Union[${classes.join(', ')}]`;
  const collectors = model.collectors.map((address) => `${printer.string(address)},`).join(' ');
  printer
    .block(
      `ABOUT = ${runtime.envelope}.Package(`,
      () =>
        printer.line(
          `environment=${printer.string(model.environment.name)},`,
          `langpack=${runtime.provenance}.LANGPACK,`,
          `sequence=${runtime.provenance}.SEQUENCE,`,
          `collectors=(${collectors}),`,
          `on_device=${model.environment.isOnDevice ? 'True' : 'False'},`,
        ),
      ')',
    )
    .line('', '');
  const options = [
    ['write_key', `${typing}.Optional[str]`, 'None'],
    ['collectors', `${typing}.Optional[${typing}.Sequence[str]]`, 'None'],
    ['transport', `${typing}.Optional[${runtime.transport}.Transport]`, 'None'],
    ['strict', 'bool', 'False'],
    ['queue_size', 'int', '10_000'],
    ['when_full', `${typing}.Literal["drop-newest", "drop-oldest", "block"]`, '"drop-newest"'],
    ['linger', 'float', '1.0'],
    ['on_problem', `${typing}.Optional[${typing}.Callable[[${runtime.errors}.Problem], None]]`, 'None'],
    ['on_trouble', `${typing}.Optional[${typing}.Callable[[${runtime.errors}.Trouble], None]]`, 'None'],
  ] as const;
  printer.block(`class Client(${runtime.client}.Client[${common}]):`, () => {
    printer.docs([
      `Sends events of ${model.environment.name}. Make one, and keep it; as a context manager it is closed at the end.`,
      'An option goes before its environment variable (EVENTBOOK_WRITE_KEY, EVENTBOOK_COLLECTORS, EVENTBOOK_TRANSPORT), and that before what the catalog says.',
    ]);
    printer.line('');
    printer.block(
      'def __init__(',
      () =>
        printer.line(
          'self,',
          '*,',
          ...(classes.length === 0 ? [] : [`common: ${common},`]),
          ...options.map(([name, type, fallback]) => `${name}: ${type} = ${fallback},`),
        ),
      ') -> None:',
    );
    printer.block(
      '    super().__init__(',
      () =>
        printer.line(
          '    ABOUT,',
          `    ${classes.length === 0 ? 'None' : 'common'},`,
          ...options.map(([name]) => `    ${name}=${name},`),
        ),
      '    )',
    );
  });
  return printer.file();
}

const runtimeNames: readonly (readonly [name: string, module: string])[] = [
  ['CommonFields', '_runtime.field_set'],
  ['Event', '_runtime.field_set'],
  ['HttpTransport', '_runtime.transport'],
  ['InvalidEventError', '_runtime.errors'],
  ['Json', '_runtime.unset'],
  ['NotSentError', '_runtime.errors'],
  ['NullTransport', '_runtime.transport'],
  ['Problem', '_runtime.errors'],
  ['RecordingTransport', '_runtime.transport'],
  ['Transport', '_runtime.transport'],
  ['Trouble', '_runtime.errors'],
  ['UNSET', '_runtime.unset'],
  ['Unset', '_runtime.unset'],
  ['Client', 'client'],
];

/** Everything by one name, imported when it is asked for: a thousand modules would keep a program from starting. */
export function indexModule(model: LangpackModel): string {
  const printer = new PythonPrinter(`Sends the events of an environment.`);
  const typing = printer.standard('typing');
  const names: (readonly [string, string])[] = [
    ...runtimeNames,
    ...model.common.map(({ className }) => [className, 'common'] as const),
    ...model.types.map(({ typeName }) => [typeName, typesModuleName] as const),
    ...model.events.flatMap((event) =>
      [
        ...event.versions.map(({ className }) => className),
        ...event.types.map(({ typeName }) => typeName),
      ].map((name) => [name, `events.${event.fileStem}`] as const),
    ),
  ];
  printer.block(`if ${typing}.TYPE_CHECKING:`, () => {
    for (const [name, module] of names) printer.line(`from .${module} import ${name} as ${name}`);
  });
  printer.block('else:', () => {
    printer.block(
      '_MODULES = {',
      () => {
        for (const [name, module] of names)
          printer.line(`${pythonString(name)}: ${pythonString(`.${module}`)},`);
      },
      '}',
    );
    printer.line('');
    printer.block('def __getattr__(name):', () => {
      printer.line('if name not in _MODULES:');
      printer.line('    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")');
      printer.line(
        'import importlib',
        '',
        'value = getattr(importlib.import_module(_MODULES[name], __name__), name)',
      );
      printer.line('globals()[name] = value', 'return value');
    });
    printer.line('');
    printer.block('def __dir__():', () => printer.line('return sorted(_MODULES)'));
  });
  return printer.file();
}

export function pyproject(model: LangpackModel, { version }: Release): string {
  const name = importName(model);
  // A basic string of TOML escapes as JSON does, so long as nothing beyond it is in there.
  const text = (value: string): string => JSON.stringify(value);
  return [
    '[build-system]',
    'requires = ["setuptools>=61"]',
    'build-backend = "setuptools.build_meta"',
    '',
    '[project]',
    `name = ${text(model.packageName)}`,
    `version = ${text(version)}`,
    `description = ${text(summaryOf(model))}`,
    'readme = "README.md"',
    'requires-python = ">=3.9"',
    ...(model.license === undefined ? [] : [`license = { text = ${text(model.license)} }`]),
    ...(model.homepage === undefined ? [] : ['', '[project.urls]', `Homepage = ${text(model.homepage)}`]),
    '',
    '[tool.setuptools]',
    `packages = [${[name, `${name}._runtime`, `${name}.events`].map(text).join(', ')}]`,
    '',
    '[tool.setuptools.package-data]',
    `${text(name)} = ["py.typed"]`,
    '',
    '[tool.pytest.ini_options]',
    'pythonpath = [".", "tests"]',
    'testpaths = ["tests"]',
    'filterwarnings = ["ignore::DeprecationWarning"]',
    '',
  ].join('\n');
}

/** Core metadata 2.1, which the wheel calls METADATA. */
export function packageInformation(model: LangpackModel, { version }: Release, readme: string): string {
  const head = [
    'Metadata-Version: 2.1',
    `Name: ${model.packageName}`,
    `Version: ${version}`,
    `Summary: ${summaryOf(model)}`,
    ...(model.homepage === undefined ? [] : [`Home-page: ${model.homepage}`]),
    ...(model.license === undefined ? [] : [`License: ${model.license.replaceAll(/\s+/gu, ' ')}`]),
    'Requires-Python: >=3.9',
    'Description-Content-Type: text/markdown',
  ];
  return `${head.join('\n')}\n\n${readme}`;
}

function summaryOf(model: LangpackModel): string {
  return `Sends the events of ${model.environment.name}. Generated by Eventbook.`;
}
