import type { Conformance } from '../conformance/conformance.js';
import type { LangpackModel } from '../model.js';
import { readmeEvents, readmeExample, readmeHead } from '../readme-text.js';
import { TypescriptPrinter } from './typescript-printer.js';
import { buildLiteral } from './value-literal.js';

export function readme(model: LangpackModel, conformance: Conformance): string {
  const lines = [...readmeHead(model), '```sh', `npm install ${model.packageName}`, '```', ''];
  const example = exampleCode(model, conformance);
  if (example !== undefined) lines.push('```js', ...example, '```', '');
  lines.push(
    'What the events are, their fields and who answers for them, the editor shows as you type. An event that would break its contract throws',
    '`InvalidEventError`, with `field` and `code`; sending never throws. The tests in `tests/` run with `node --test tests/*.test.js`.',
    '',
    ...readmeEvents(model),
  );
  return `${lines.join('\n').trimEnd()}\n`;
}

function exampleCode(model: LangpackModel, conformance: Conformance): string[] | undefined {
  const example = readmeExample(model, conformance);
  if (example === undefined) return undefined;
  const { set, common, values } = example;
  const printer = new TypescriptPrinter('js');
  const names = ['createClient', ...(common === undefined ? [] : [common.className]), set.className];
  const commonOption =
    common === undefined ? [] : [`common: ${buildLiteral(common, values.common, printer)},`];
  return [
    `import { ${names.join(', ')} } from '${model.packageName}';`,
    '',
    'const client = createClient({',
    ...commonOption.map((line) => `  ${line}`),
    '  onProblem: (problem) => console.warn(problem.event, problem.code, problem.message),',
    '});',
    `client.send(${buildLiteral(set, values.fields, printer)});`,
    'await client.close();',
  ];
}
