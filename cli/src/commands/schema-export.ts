import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { quoted } from '@eventbook/shared/catalog/quote';
import { didYouMean } from '@eventbook/shared/catalog/suggest';
import { AppError } from '@eventbook/shared/errors/app-error';
import { replaceFolder } from '@eventbook/shared/node/replace-folder';
import { indexFile, schemaFiles } from '@eventbook/shared/schema-export/schema-files';
import type { Command, Invocation } from '../command.js';
import { catalogDirectory, textOption, usage } from '../options.js';
import { readSoundCatalog } from '../read-catalog.js';

const schemaFolder = { what: 'the JSON Schemas of a catalog', sign: [indexFile, 'events'] };

export const schemaExport: Command = {
  description:
    'A file for every version of an event, every environment that sends it and every version of its common fields: the ' +
    'schema (draft 2020-12) of the whole envelope. index.json says which is which. What our types and formats mean ' +
    'is spelled out, and patterns mean the same in every engine. Drafts and withdrawn versions are left out. ' +
    'docs/schema-export.md says what no schema can say. A folder that holds an earlier export is replaced, in one step; ' +
    'one that holds something else is left alone.',
  arguments: [{ name: '<out>', description: 'the folder of the schemas; made if it is not there' }],
  options: [
    { flags: '--catalog <dir>', description: 'the catalog; the current folder unless named' },
    { flags: '--environment <name>', description: 'only what this environment sends' },
    { flags: '--event <name>', description: 'only this event' },
  ],
  examples: [
    {
      line: 'eventbook schema export schemas',
      purpose: 'every contract of the catalog in the current folder',
    },
    {
      line: 'eventbook schema export schemas --environment site-frontend',
      purpose: 'what a team needs that sends from one environment',
    },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name the folder of the schemas.');
    const out = resolve(context.cwd, given);
    const catalog = await readSoundCatalog(catalogDirectory(context, textOption(invocation, 'catalog')));
    const events = chosen(invocation, 'event', catalog.events, 'event_not_found');
    const environments = chosen(invocation, 'environment', catalog.environments, 'environment_not_found');
    const files = schemaFiles(catalog, {
      ...(events === undefined ? {} : { events }),
      ...(environments === undefined ? {} : { environments }),
    });
    await replaceFolder(out, schemaFolder, (scratch) => writeFiles(scratch, files));
    const schemas = files.size - 1;
    printer.report({
      data: { directory: out, schemas },
      text: (paint) =>
        `${paint('green', 'Wrote')} ${schemas} schemas to ${out}; ${indexFile} says which is which.\n`,
    });
    return 0;
  },
};

function chosen(
  invocation: Invocation,
  option: 'event' | 'environment',
  known: ReadonlyMap<string, unknown>,
  code: 'event_not_found' | 'environment_not_found',
): ReadonlySet<string> | undefined {
  const name = textOption(invocation, option);
  if (name === undefined) return undefined;
  if (known.has(name)) return new Set([name]);
  throw new AppError('user', code, `The catalog has no ${option} ${quoted(name)}.`, {
    hint: didYouMean(name, known.keys()) ?? 'See what there is with: eventbook search',
  });
}

async function writeFiles(directory: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(join(directory, 'events'), { recursive: true });
  for (const [path, text] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
}
