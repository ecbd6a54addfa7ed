import type { Conformance } from '../conformance/conformance.js';
import type { LangpackModel } from '../model.js';
import { readmeEvents, readmeExample, readmeHead } from '../readme-text.js';
import { buildLiteral } from './python-literal.js';
import { importName } from './python-package.js';
import { PythonPrinter } from './python-printer.js';

export function readme(model: LangpackModel, conformance: Conformance): string {
  const lines = [...readmeHead(model), '```sh', `pip install ${model.packageName}`, '```', ''];
  const example = exampleCode(model, conformance);
  if (example !== undefined) lines.push('```python', ...example, '```', '');
  lines.push(
    'What the events are, their fields and who answers for them, the editor shows as you type. An event that would break its contract raises',
    '`InvalidEventError`, with `field` and `code`; sending never raises. The tests in `tests/` run with `pytest`.',
    '',
    ...readmeEvents(model),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}

function exampleCode(model: LangpackModel, conformance: Conformance): string[] | undefined {
  const example = readmeExample(model, conformance);
  if (example === undefined) return undefined;
  const { set, common, values } = example;
  const printer = new PythonPrinter('');
  const names = new Set(['Client']);
  const nameOf = (name: string): string => {
    names.add(name);
    return name;
  };
  const event = buildLiteral(set, values.fields, printer, nameOf);
  const given = common === undefined ? '' : `common=${buildLiteral(common, values.common, printer, nameOf)}`;
  const standard = printer
    .file()
    .split('\n')
    .filter((line) => line.startsWith('import '));
  return [
    ...standard,
    ...(standard.length === 0 ? [] : ['']),
    `from ${importName(model)} import ${[...names].sort().join(', ')}`,
    '',
    `with Client(${given}) as client:`,
    `    client.send(${event})`,
  ];
}
