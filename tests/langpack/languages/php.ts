import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFiles } from '../write-files.js';
import type { LanguageUnderTest } from './language.js';
import { complaintsOf, runTool } from './run-tool.js';

const oldest = fileURLToPath(
  new URL('../php/oldest-version.php', import.meta.url).href.replace('/dist/', '/'),
);

export const php: LanguageUnderTest = {
  language: 'php',
  async takeUp(files, folder) {
    const { name } = JSON.parse(files.get('composer.json') ?? '{}') as { name: string };
    const home = join(folder, 'langpack');
    await writeFiles(home, files);
    const program = join(folder, 'program');
    const composer = {
      repositories: [{ type: 'path', url: '../langpack' }, { 'packagist.org': false }],
      require: { [name]: '*@dev' },
    };
    await writeFiles(program, new Map([['composer.json', JSON.stringify(composer)]]));
    const env = { COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_NO_INTERACTION: '1', COMPOSER_HOME: folder };
    const installed = await complaintsOf(
      runTool('composer', ['install', '--quiet'], { cwd: program, env }),
      runTool('composer', ['dump-autoload', '--quiet', '--dev'], { cwd: home, env }),
    );
    if (installed !== undefined) throw new Error(installed);
    return {
      folder: home,
      ownTests: () =>
        complaintsOf(
          runTool('phpunit', ['--bootstrap', 'vendor/autoload.php', '--fail-on-warning', 'tests'], {
            cwd: home,
          }),
        ),
      complaints: () =>
        complaintsOf(
          runTool('sh', ['-c', "find src tests -name '*.php' -print0 | xargs -0 -n 1 -P 2 php -l"], {
            cwd: home,
          }),
          runTool('php', [oldest, 'src', 'tests'], { cwd: home }),
        ),
      async run(text, more = {}) {
        await writeFile(join(program, 'main.php'), text);
        return runTool('php', ['-d', 'display_errors=stderr', 'main.php'], { cwd: program, env: more });
      },
    };
  },
  wrongPrograms: {
    'a required field is missing': main('KitchenOldV3::builder()->build();'),
    'a field has another type': main('KitchenOldV3::builder()->setText(1)->build();'),
    'a value is not allowed': main(
      "KitchenOverlapV1::builder()->setRegion(Region::from('north'))->setPaymentMethod(PaymentMethod::from('barter'));",
    ),
    'a field is unknown': main("KitchenOldV3::builder()->setText('')->setTxet('')->build();"),
    'a text is too short': main(`KitchenHostileV1::builder()->setFree('"')->build();`),
    'common fields are sent as an event': main(
      "$common = CommonFieldsV2::builder()->setService('oven/1')->setRack(Rack::Top)->build();",
      'Langpack::client(new Runtime\\Options(common: $common))->send($common);',
    ),
    'an unknown event': main('KitchenUnknownV1::builder()->build();'),
  },
  sendEverything: main(
    "require '../langpack/tests/FromWire.php';",
    "$conformance = json_decode(file_get_contents('../langpack/conformance.json'));",
    '$first = $conformance->cases[0];',
    '$common = Tests\\FromWire::common($first->environment_version, $first->common);',
    '$client = Langpack::client(new Runtime\\Options(common: $common, strict: true));',
    'foreach ($conformance->cases as $case) {',
    '    $moment = Tests\\FromWire::time($case->time);',
    '    $event = Tests\\FromWire::event($case->event, $case->version, $case->fields, $moment);',
    '    $common = Tests\\FromWire::common($case->environment_version, $case->common);',
    '    $client->with($common)->send($event, $case->event_id);',
    '}',
    '$client->close();',
  ),
};

/** A program of these statements; the names are those of the langpack. */
function main(...statements: readonly string[]): string {
  return [
    '<?php',
    'declare(strict_types=1);',
    'namespace Kitchen\\Events\\KitchenBackend;',
    "require 'vendor/autoload.php';",
    ...statements,
    '',
  ].join('\n');
}
