import type { Conformance } from '../conformance/conformance.js';
import type { LangpackModel } from '../model.js';
import { readmeExample } from '../readme-text.js';
import { goPackage } from './conventions.js';
import { goBuilding } from './go-literal.js';
import { runtimePath } from './go-package.js';

/** A whole program that sends one event; undefined where there is none to show. */
export function goExample(model: LangpackModel, conformance: Conformance): string | undefined {
  const found = readmeExample(model, conformance);
  if (found === undefined) return undefined;
  const { set, common, values } = found;
  const name = goPackage(model.environment.name);
  const commonCode = common === undefined ? undefined : goBuilding(common, values.common, `${name}.`);
  const eventCode = goBuilding(set, values.fields, `${name}.`);
  // Without its texts, which may hold anything.
  const code = `${commonCode ?? ''}${eventCode}`.replaceAll(/"(?:[^"\\]|\\.)*"/gu, '');
  const standard = [
    'context',
    ...(code.includes('json.') ? ['encoding/json'] : []),
    'log',
    ...(/\b(?:bigint\(|big\.)/u.test(code) ? ['math/big'] : []),
    'time',
  ];
  return [
    'package main',
    '',
    'import (',
    ...standard.map((path) => `\t"${path}"`),
    '',
    `\t${name} "${model.packageName}"`,
    `\t"${runtimePath(model)}"`,
    ')',
    '',
    'func main() {',
    ...(commonCode === undefined ? [] : [`\tcommon, err := ${commonCode}`, ...fatal]),
    `\tclient, err := ${name}.NewClient(eventbook.Options{${common === undefined ? '' : 'Common: common'}})`,
    ...fatal,
    '\tctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)',
    '\tdefer cancel()',
    '',
    `\tevent, err := ${eventCode}`,
    ...fatal,
    '\t_ = client.Send(ctx, event)',
    '',
    '\tif err := client.Close(ctx); err != nil {',
    '\t\tlog.Print(err)',
    '\t}',
    '}',
    ...(code.includes('bigint(') ? ['', ...bigint] : []),
    '',
  ].join('\n');
}

const fatal = ['\tif err != nil {', '\t\tlog.Fatal(err)', '\t}'];

const bigint = [
  'func bigint(digits string) *big.Int {',
  '\tnumber, _ := new(big.Int).SetString(digits, 10)',
  '\treturn number',
  '}',
];
