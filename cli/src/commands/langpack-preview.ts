import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { languages } from '@eventbook/shared/catalog/langpack-settings';
import { AppError } from '@eventbook/shared/errors/app-error';
import { buildModel } from '@eventbook/shared/langpack/build-model';
import { conformanceOf } from '@eventbook/shared/langpack/conformance/conformance';
import type { Generator, PackageFiles } from '@eventbook/shared/langpack/generator';
import { generators } from '@eventbook/shared/langpack/generators';
import { readRuntime } from '@eventbook/shared/node/langpack-runtime';
import type { Command } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import type { Paint } from '../printers/paint.js';
import { plain } from '@eventbook/shared/catalog/plain';
import { readCatalog } from '../read-catalog.js';

/** No release: a look at the code comes before there is one. */
const release = { version: '0.0.0', snapshot: '0'.repeat(64), sequence: 0 };

export const langpackPreview: Command = {
  description:
    'Generates the langpack of an environment from the catalog as it stands, drafts too, and shows the code of its events, or of one. ' +
    'With a folder, writes the whole package there instead: to be looked at, tested and installed from.',
  arguments: [
    { name: '<environment>', description: 'the environment whose events it sends' },
    { name: '[out]', description: 'a folder to write the package to; it may not hold anything yet' },
  ],
  options: [
    {
      flags: '--language <language>',
      description: 'the language of the code',
      required: true,
      choices: languages,
    },
    { flags: '--event <event>', description: 'show only this event' },
    { flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' },
  ],
  examples: [
    {
      line: 'eventbook langpack preview site-frontend --language typescript --event advert.viewed',
      purpose: 'what a developer will see of one event',
    },
    {
      line: 'eventbook langpack preview site-backend --language python ../events',
      purpose: 'the whole package, in a folder',
    },
  ],
  async run(invocation) {
    const [environment, out] = invocation.arguments;
    if (environment === undefined) throw usage('Name an environment.');
    const generator = generatorOf(textOption(invocation, 'language') ?? '');
    const { language, conventions } = generator;
    const event = textOption(invocation, 'event');
    if (out !== undefined && event !== undefined)
      throw usage('A folder gets the whole package: leave out --event.');
    const catalog = await readCatalog(
      catalogDirectory(invocation.context, textOption(invocation, 'catalog')),
    );
    const target = {
      environment,
      language,
      conventions,
      drafts: true,
      ...(event === undefined ? {} : { event }),
    };
    const model = buildModel(catalog, target);
    const files = generator.packageFiles({
      model,
      conformance: conformanceOf(catalog, environment),
      runtime: out === undefined ? new Map() : await readRuntime(generator),
      release,
    });
    if (out === undefined) {
      const shown = new Map(
        model.events
          .flatMap((one) => generator.eventPaths(model, one))
          .map((path) => [path, files.get(path) ?? '']),
      );
      invocation.printer.report({
        data: { package: model.packageName, files: Object.fromEntries(shown) },
        text: (paint) => codeOf(shown, paint),
      });
      return 0;
    }
    const folder = resolve(invocation.context.cwd, out);
    await writePackage(folder, files);
    invocation.printer.report({
      data: { package: model.packageName, folder, files: files.size },
      text: () => `${model.packageName}: ${files.size} files in ${plain(folder)}\n`,
    });
    return 0;
  },
};

/** The newest generation of a language. */
function generatorOf(language: string): Generator {
  const own = generators.filter((one) => one.language === language);
  const newest = own.sort((one, other) => other.generation - one.generation)[0];
  if (newest !== undefined) return newest;
  throw usage(`There is no language ${JSON.stringify(language)}.`, `Take one of ${languages.join(', ')}.`);
}

async function writePackage(folder: string, files: PackageFiles): Promise<void> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0) {
    throw new AppError(
      'user',
      'folder_not_empty',
      `The folder ${JSON.stringify(folder)} holds something already.`,
      {
        hint: 'Name one that is empty or not there yet.',
      },
    );
  }
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Comments step back, so that the code is seen first. */
const comment = /^\s*(?:\/\*\*|\*|\/\/|#|"""|\*\/)/u;

function codeOf(files: PackageFiles, paint: Paint): string {
  return [...files]
    .map(([path, text]) => {
      const lines = plain(text)
        .split('\n')
        .map((line) => (comment.test(line) ? paint('dim', line) : line));
      return `${paint('bold', path)}\n\n${lines.join('\n')}`;
    })
    .join('\n');
}
