import type { Conformance } from '../conformance/conformance.js';
import type { LangpackModel } from '../model.js';
import { readmeExample } from '../readme-text.js';
import { phpNamespace } from './conventions.js';
import { phpBuilding } from './php-literal.js';

/** A whole program that sends one event; undefined where there is none to show. */
export function phpExample(model: LangpackModel, conformance: Conformance): string | undefined {
  const found = readmeExample(model, conformance);
  if (found === undefined) return undefined;
  const { set, common, values } = found;
  const namespace = phpNamespace(model.packageName, model.environment.name);
  const event = phpBuilding(set, values.fields);
  const carried = common === undefined ? undefined : phpBuilding(common, values.common);
  const types = `${event}${carried ?? ''}`.matchAll(/\b([A-Z]\w*)(?=::|\(\)\))/gu);
  const names = new Set(['Langpack', 'Runtime', ...[...types].map(([, name = '']) => name)]);
  return [
    '<?php',
    '',
    'declare(strict_types=1);',
    '',
    ...[...names].sort().map((name) => `use ${namespace}\\${name};`),
    '',
    "require 'vendor/autoload.php';",
    '',
    ...(carried === undefined ? [] : [`$common = ${carried};`]),
    `$client = Langpack::client(new Runtime\\Options(${carried === undefined ? '' : 'common: $common'}));`,
    '',
    `$event = ${event};`,
    '$client->send($event);',
    '',
  ].join('\n');
}
