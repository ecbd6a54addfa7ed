import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles } from '../write-files.js';
import type { LanguageUnderTest } from './language.js';
import { complaintsOf, runTool } from './run-tool.js';

/** Nothing is fetched: langpacks need the standard library alone. */
const env = { GOFLAGS: '-mod=mod', GOPROXY: 'off', GOWORK: 'off' };

/** What it watches is the runtime, the same in all packages, and compiling for it takes a minute for hundreds of events. */
function raceDetector(files: ReadonlyMap<string, string>): readonly string[] {
  return files.size > 200 ? [] : ['-race'];
}

export const go: LanguageUnderTest = {
  language: 'go',
  async takeUp(files, folder) {
    const [, module = ''] = /^module (\S+)$/mu.exec(files.get('go.mod') ?? '') ?? [];
    const home = join(folder, 'langpack');
    await writeFiles(home, files);
    await mkdir(join(folder, 'program'), { recursive: true });
    await writeFile(
      join(folder, 'program/go.mod'),
      `module program\n\ngo 1.21\n\nrequire ${module} v0.1.3\n\nreplace ${module} => ../langpack\n`,
    );
    return {
      folder: home,
      ownTests: () =>
        complaintsOf(runTool('go', ['test', ...raceDetector(files), './...'], { cwd: home, env })),
      complaints: () => complaintsOf(runTool('go', ['vet', './...'], { cwd: home, env })),
      async run(program, more = {}) {
        await writeFile(join(folder, 'program/main.go'), program);
        return runTool('go', ['run', '.'], { cwd: join(folder, 'program'), env: { ...env, ...more } });
      },
    };
  },
  wrongPrograms: {
    'a required field is missing': main('_, err := kitchenbackend.KitchenOldV3().Build()', 'panic(err)'),
    'a field has another type': main('_, err := kitchenbackend.KitchenOldV3().SetText(1).Build()', '_ = err'),
    'a value is not allowed': main(
      '_, err := kitchenbackend.KitchenOverlapV1().SetRegion("north").SetPaymentMethod("barter").Build()',
      'panic(err)',
    ),
    'a field is unknown': main(
      '_, err := kitchenbackend.KitchenOldV3().SetText("").SetTxet("").Build()',
      '_ = err',
    ),
    'a text is too short': main(
      '_, err := kitchenbackend.KitchenHostileV1().SetSaid("plain").SetFree("\\"").Build()',
      'panic(err)',
    ),
    'common fields are sent as an event': main(
      'common, _ := kitchenbackend.CommonFieldsV2().SetService("oven/1").SetRack("top").Build()',
      'client, _ := kitchenbackend.NewClient(eventbook.Options{Common: common})',
      '_ = client.Send(context.Background(), common)',
    ),
    'an unknown event': main('_, err := kitchenbackend.KitchenUnknownV1().Build()', '_ = err'),
  },
  sendEverything: `package main

import (
	"context"
	"encoding/json"
	"os"
	"time"

	kitchenbackend "git.kitchen.example/events/events-kitchen-backend"
	"git.kitchen.example/events/events-kitchen-backend/eventbook"
	"git.kitchen.example/events/events-kitchen-backend/fromwire"
)

func main() {
	text, err := os.ReadFile("../langpack/conformance.json")
	must(err)
	var conformance struct {
		Cases []struct {
			Event              string
			Version            int
			EnvironmentVersion int    \`json:"environment_version"\`
			EventID            string \`json:"event_id"\`
			Time               int64
			Fields, Common     fromwire.Values
		}
	}
	must(json.Unmarshal(text, &conformance))
	first, err := fromwire.CommonFromWire(conformance.Cases[0].EnvironmentVersion, conformance.Cases[0].Common)
	must(err)
	client, err := kitchenbackend.NewClient(eventbook.Options{Common: first, Strict: true})
	must(err)
	for _, one := range conformance.Cases {
		event, err := fromwire.EventFromWire(one.Event, one.Version, one.Fields, time.UnixMicro(one.Time))
		must(err)
		common, err := fromwire.CommonFromWire(one.EnvironmentVersion, one.Common)
		must(err)
		must(client.With(common).SendAs(context.Background(), event, eventbook.MustUUID(one.EventID)))
	}
	must(client.Close(context.Background()))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
`,
};

/** A program of these statements, with the imports that they need. */
function main(...statements: readonly string[]): string {
  const body = statements.join('\n\t');
  const imports = [
    'kitchenbackend "git.kitchen.example/events/events-kitchen-backend"',
    ...(body.includes('eventbook.') ? ['"git.kitchen.example/events/events-kitchen-backend/eventbook"'] : []),
    ...(body.includes('context.') ? ['"context"'] : []),
  ];
  return `package main\n\nimport (\n\t${imports.join('\n\t')}\n)\n\nfunc main() {\n\t${body}\n}\n`;
}
