import { createTwoFilesPatch } from 'diff';
import { languages } from '@eventbook/shared/catalog/langpack-settings';
import { generators } from '@eventbook/shared/langpack/generators';
import { Runtimes } from '@eventbook/shared/node/langpack/candidates';
import {
  langpackChanges,
  type FileChange,
  type LangpackChange,
} from '@eventbook/shared/node/langpack/langpack-changes';
import type { Command } from '../command.js';
import { catalogAt, publishedCatalog } from '../diff/catalog-place.js';
import { catalogDirectory, textOption } from '../options.js';
import type { Paint } from '../printers/paint.js';
import { plain } from '@eventbook/shared/catalog/plain';
import { counted } from '../printers/release-plan.js';
import { readSoundCatalog } from '../read-catalog.js';

export const langpackDiff: Command = {
  description:
    'Generates the langpacks of what is published and of the working tree, and compares the two, file by file. Before anyone ' +
    'commits it tells which environments and languages a change reaches, and with --code what it does there.',
  arguments: [{ name: '[dir]', description: 'the catalog; the current folder unless named' }],
  options: [
    {
      flags: '--base <ref>',
      description: 'the branch, tag or commit to compare with; what is published unless named',
    },
    { flags: '--environment <name>', description: 'only of this environment' },
    { flags: '--language <language>', description: 'only of this language', choices: languages },
    { flags: '--code', description: 'show the lines, not only the files' },
  ],
  examples: [
    { line: 'eventbook langpack diff', purpose: 'which files of which langpacks change' },
    {
      line: 'eventbook langpack diff --environment site-frontend --language typescript --code',
      purpose: 'and how',
    },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const directory = catalogDirectory(context, invocation.arguments[0]);
    const catalog = await readSoundCatalog(directory);
    const base = textOption(invocation, 'base');
    const working = {
      catalog,
      title: 'the working tree',
      kind: 'folder',
      files: new Map<string, string>(),
    } as const;
    const before =
      base === undefined
        ? await publishedCatalog(directory, working)
        : await catalogAt(base, directory, context.cwd);
    const environment = textOption(invocation, 'environment');
    const language = textOption(invocation, 'language');
    const changes: LangpackChange[] = [];
    for await (const change of langpackChanges(
      before.catalog,
      catalog,
      generators,
      new Runtimes(),
      (lineage) =>
        (environment === undefined || lineage.environment === environment) &&
        (language === undefined || lineage.language === language),
    )) {
      changes.push(change);
    }
    const withCode = invocation.options['code'] === true;
    printer.report({
      data: changes.map(({ files, ...lineage }) => ({
        ...lineage,
        files: files.map(({ path, ...file }) => ({ path, change: wordOf({ path, ...file }) })),
      })),
      text: (paint) =>
        changes.length === 0
          ? `No langpack changes, compared with ${before.title}.\n`
          : changes.map((change) => changeText(change, withCode, paint)).join('\n'),
    });
    return 0;
  },
};

function changeText(
  { package: name, environment, language, files }: LangpackChange,
  withCode: boolean,
  paint: Paint,
): string {
  const head = `${paint('bold', plain(name))}  ${environment}, ${language}: ${counted(files.length, 'file')}\n`;
  return head + files.map((file) => (withCode ? patchText(file, paint) : lineText(file, paint))).join('');
}

const words = { added: 'green', gone: 'red', changed: 'yellow' } as const;

function wordOf({ before, after }: FileChange): keyof typeof words {
  return before === undefined ? 'added' : after === undefined ? 'gone' : 'changed';
}

function lineText(file: FileChange, paint: Paint): string {
  const word = wordOf(file);
  return `  ${paint(words[word], word.padEnd(7))}  ${plain(file.path)}\n`;
}

function patchText({ path, before, after }: FileChange, paint: Paint): string {
  const patch = createTwoFilesPatch(path, path, before ?? '', after ?? '', '', '', { context: 2 });
  return patch
    .split('\n')
    .slice(1)
    .map((line) => {
      const shown = plain(line);
      if (line.startsWith('+')) return paint('green', shown);
      return line.startsWith('-') ? paint('red', shown) : shown;
    })
    .join('\n');
}
