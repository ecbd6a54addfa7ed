import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildModel } from '@eventbook/shared/langpack/build-model';
import { conformanceOf, type ConformanceCase } from '@eventbook/shared/langpack/conformance/conformance';
import { generateLangpack } from '@eventbook/shared/langpack/generator';
import { goGenerator } from '@eventbook/shared/langpack/go/go-generator';
import { goBuilding } from '@eventbook/shared/langpack/go/go-literal';
import type { FieldSetModel } from '@eventbook/shared/langpack/model';
import { phpGenerator } from '@eventbook/shared/langpack/php/php-generator';
import { phpBuilding } from '@eventbook/shared/langpack/php/php-literal';
import { pythonGenerator } from '@eventbook/shared/langpack/python/python-generator';
import { buildLiteral as pythonBuilding } from '@eventbook/shared/langpack/python/python-literal';
import { PythonPrinter } from '@eventbook/shared/langpack/python/python-printer';
import { typescriptGenerator } from '@eventbook/shared/langpack/typescript/typescript-generator';
import { TypescriptPrinter } from '@eventbook/shared/langpack/typescript/typescript-printer';
import { buildLiteral as typescriptBuilding } from '@eventbook/shared/langpack/typescript/value-literal';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import { describe, expect, test } from 'vitest';
import { kitchenSink, kitchenSteps } from '../support/kitchen-sink.js';
import { go } from './languages/go.js';
import { php } from './languages/php.js';
import { python } from './languages/python.js';
import { typescript } from './languages/typescript.js';

const environment = 'kitchen-backend';
const release = { version: '0.1.3', snapshot: 'a'.repeat(64), sequence: 412 };

/** One event of a program, with the common fields it is sent with. */
interface Sending {
  readonly set: FieldSetModel;
  readonly common: FieldSetModel;
  readonly values: ConformanceCase;
}

/** Programs with the names and values of the catalog as it was when they were written. */
const languages = [
  { tools: typescript, generator: typescriptGenerator, write: typescriptProgram },
  { tools: python, generator: pythonGenerator, write: pythonProgram },
  { tools: php, generator: phpGenerator, write: phpProgram },
  { tools: go, generator: goGenerator, write: goProgram },
];

describe.each(languages)('$tools.language', ({ tools, generator, write }) => {
  test('what was written against an earlier release is built and runs on the newest', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'eventbook-older-'));
    try {
      const runtime = await readRuntime(generator);
      const newest = generateLangpack(generator, kitchenSink(), environment, runtime, release);
      const taken = await tools.takeUp(newest, folder);
      for (let step = 1; step <= kitchenSteps; step += 1) {
        const sendings = sendingsOf(step, generator);
        expect(sendings.length).toBeGreaterThan(20);
        const ran = await taken.run(write(sendings), {
          EVENTBOOK_TRANSPORT: 'null',
          PYTHONWARNINGS: 'ignore',
        });
        expect([step, ran]).toEqual([step, { succeeded: true, output: `sent ${sendings.length}\n` }]);
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

function sendingsOf(step: number, { language, conventions }: typeof goGenerator): readonly Sending[] {
  const catalog = kitchenSink(step);
  const model = buildModel(catalog, { environment, language, conventions });
  return conformanceOf(catalog, environment).cases.flatMap((values) => {
    const event = model.events.find(({ name }) => name === values.event);
    const set = event?.versions.find(({ version }) => version === values.version);
    const common = model.common.find(({ version }) => version === values.environment_version);
    return set === undefined || common === undefined ? [] : [{ set, common, values }];
  });
}

function typescriptProgram(sendings: readonly Sending[]): string {
  const printer = new TypescriptPrinter('js');
  const classes = new Set(sendings.flatMap(({ set, common }) => [set.className, common.className]));
  const statements = sendings.map(
    ({ set, common, values }) => `
    client.common = ${typescriptBuilding(common, values.common, printer)};
    client.send(${typescriptBuilding(set, values.fields, printer)});`,
  );
  const [first] = sendings;
  const common = first === undefined ? '' : typescriptBuilding(first.common, first.values.common, printer);
  return `import { createClient, ${[...classes].join(', ')} } from '@kitchen/events-kitchen-backend';
    const client = createClient({ common: ${common}, strict: true });${statements.join('')}
    await client.close();
    console.log('sent ${sendings.length}');`;
}

function pythonProgram(sendings: readonly Sending[]): string {
  const printer = new PythonPrinter('Written against an earlier release.');
  const imported = (name: string): string => printer.imported(name, 'kitchen_events_kitchen_backend');
  const client = imported('Client');
  for (const { set, common, values } of sendings) {
    const built = pythonBuilding(common, values.common, printer, imported);
    printer.line(`with ${client}(common=${built}, strict=True) as client:`);
    printer.line(`    client.send(${pythonBuilding(set, values.fields, printer, imported)})`);
  }
  return printer.line(`print("sent", ${sendings.length})`).file();
}

function phpProgram(sendings: readonly Sending[]): string {
  const statements = sendings.map(
    ({ set, common, values }) => `
      $common = ${phpBuilding(common, values.common)};
      $event = ${phpBuilding(set, values.fields, values.time)};
      $sent += (int) Langpack::client(new Runtime\\Options(common: $common))->send($event);`,
  );
  return `<?php
    declare(strict_types=1);
    namespace Kitchen\\Events\\KitchenBackend;
    require 'vendor/autoload.php';
    $sent = 0;
    ${statements.join('')}
    echo "sent $sent\\n";`;
}

function goProgram(sendings: readonly Sending[]): string {
  const statements = sendings.map(
    ({ set, common, values }) => `
	{
		common, err := ${goBuilding(common, values.common, 'kitchenbackend.')}
		must(err)
		event, err := ${goBuilding(set, values.fields, 'kitchenbackend.', values.time)}
		must(err)
		client, err := kitchenbackend.NewClient(eventbook.Options{Common: common})
		must(err)
		must(client.Send(context.Background(), event))
		must(client.Close(context.Background()))
		sent++
	}`,
  );
  return `package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"time"

	kitchenbackend "git.kitchen.example/events/events-kitchen-backend"
	"git.kitchen.example/events/events-kitchen-backend/eventbook"
)

func main() {
	sent := 0${statements.join('')}
	fmt.Println("sent", sent)
}

var _ = json.RawMessage(nil)

func bigint(digits string) *big.Int {
	number, _ := new(big.Int).SetString(digits, 10)
	return number
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
`;
}
