import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pythonEnvironment } from '../../support/python-environment.js';
import { writeFiles } from '../write-files.js';
import type { LanguageUnderTest } from './language.js';
import { complaintsOf, runTool } from './run-tool.js';

/** mypy 1.18 is the last that checks for Python 3.9. */
export const langpackPython = (): string =>
  pythonEnvironment('langpack', ['mypy==1.18.2', 'pytest==8.4.2', 'vermin==1.9.2']);

/** It is no program that -m could run. */
const vermin = 'from vermin import main; main()';

export const strict = ['-m', 'mypy', '--strict', '--python-version', '3.9', '--no-error-summary'];

/** The lines of a program, without the indentation that they have here. */
function program(text: string): string {
  return `from kitchen_events_kitchen_backend import Client\n${text.replaceAll(/^ {6}/gmu, '').trimStart()}`;
}

export const python: LanguageUnderTest = {
  language: 'python',
  async takeUp(files, folder) {
    const home = join(folder, 'langpack');
    await writeFiles(home, files);
    const root = [...files.keys()].find((path) => /^[^/]+\/py\.typed$/u.test(path))?.split('/')[0] ?? '';
    const interpreter = langpackPython();
    // The program stands beside the package, as one does whose package is in site-packages.
    const env = { PYTHONPATH: home, MYPYPATH: home, PYTHONDONTWRITEBYTECODE: '1' };
    return {
      folder: home,
      ownTests: () =>
        complaintsOf(
          runTool(interpreter, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'], { cwd: home, env }),
        ),
      complaints: () =>
        complaintsOf(
          runTool(interpreter, [...strict, '-p', root], { cwd: folder, env }),
          runTool(interpreter, [...strict, '-p', 'conformance_cases'], {
            cwd: folder,
            env: { ...env, MYPYPATH: `${home}:${join(home, 'tests')}` },
          }),
          runTool(interpreter, ['-c', vermin, '--quiet', '--no-tips', '--target=3.9-', root], {
            cwd: home,
            env,
          }),
        ),
      async run(text, more = {}) {
        await writeFile(join(folder, 'main.py'), text);
        const typed = await runTool(interpreter, [...strict, 'main.py'], { cwd: folder, env });
        return typed.succeeded
          ? runTool(interpreter, ['main.py'], { cwd: folder, env: { ...env, ...more } })
          : typed;
      },
    };
  },
  wrongPrograms: {
    'a required field is missing': program(`
      from kitchen_events_kitchen_backend import KitchenOldV3
      KitchenOldV3()
      `),
    'a field has another type': program(`
      from kitchen_events_kitchen_backend import KitchenOldV3
      KitchenOldV3(text=1)
      `),
    'a value is not allowed': program(`
      from kitchen_events_kitchen_backend import KitchenOverlapV1
      KitchenOverlapV1(region="north", payment_method="barter")
      `),
    'a field is unknown': program(`
      from kitchen_events_kitchen_backend import KitchenOldV3
      KitchenOldV3(text="", txet="")
      `),
    'a field is set to what it is not': program(`
      from kitchen_events_kitchen_backend import KitchenOldV3
      KitchenOldV3(text="").text = None
      `),
    'a text does not match, which only a run can tell': program(`
      from kitchen_events_kitchen_backend import KitchenHostileV1
      KitchenHostileV1(said="plain", free='"')
      `),
    'common fields are sent as an event': program(`
      from kitchen_events_kitchen_backend import CommonFieldsV2
      common = CommonFieldsV2(service="oven/1", rack="top")
      Client(common=common).send(common)
      `),
    'an unknown event': program(`
      from kitchen_events_kitchen_backend import KitchenUnknownV1
      KitchenUnknownV1()
      `),
  },
  sendEverything: program(`
      import datetime
      import json
      import pathlib
      import sys
      import warnings

      warnings.simplefilter("ignore", DeprecationWarning)
      sys.path.insert(0, "langpack/tests")
      from conformance_cases.every import CASES  # type: ignore[import-not-found]

      conformance = json.loads(pathlib.Path("langpack/conformance.json").read_text("utf-8"))
      epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
      first = CASES[conformance["cases"][0]["name"]]
      with Client(common=first[1](), strict=True) as client:
          for case in conformance["cases"]:
              event, common = CASES[case["name"]]
              client.common = common()
              client.send(event(), id=case["event_id"], time=epoch + datetime.timedelta(microseconds=case["time"]))
      `),
};
