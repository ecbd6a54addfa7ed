import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { makeRepository } from '@eventbook/shared/node/git/first-commit';
import type { Command } from '../command.js';
import { editorFiles } from '../editor-files.js';
import { usage } from '../options.js';
import { templateFolder } from '../template-folder.js';

export const init: Command = {
  description:
    'Makes a git repository with a small catalog of a classifieds site to begin with, in one commit on the branch ' +
    'main: owners, fields, environments, events and destinations to be replaced by yours, a CI workflow, and the ' +
    'JSON Schemas that let an editor check as you type.',
  arguments: [{ name: '<dir>', description: 'the folder to make; it may exist if it is empty' }],
  options: [],
  examples: [{ line: 'eventbook init our-events', purpose: 'a new catalog in the folder our-events' }],
  async run({ arguments: [given], context, printer }) {
    if (given === undefined) throw usage('Name the folder to make.');
    const directory = resolve(context.cwd, given);
    await refuseFull(directory);
    const paths = [...(await copyTemplate(directory)), ...(await writeEditorFiles(directory))];
    const commit = await makeRepository(directory, 'main', paths.sort(), 'A catalog to begin with');
    const files = paths.length;
    printer.report({
      data: { directory, commit, branch: 'main', files },
      text: (paint) =>
        `${paint('green', 'Made')} a catalog with ${files} files in ${directory}, in one commit on main.\n\n` +
        'What to do next:\n' +
        `  cd ${shellWord(given)}\n` +
        '  eventbook check                      see that it is clean\n' +
        '  eventbook show checkout.order_paid   look at an event\n' +
        '  cat README.md                        how to change it\n',
    });
    return 0;
  },
};

async function refuseFull(directory: string): Promise<void> {
  const entries = await readdir(directory).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return [];
    throw new AppError('user', 'file_unreadable', `${directory} is no folder that can be used.`, { cause });
  });
  if (entries.length === 0) return;
  throw new AppError('user', 'folder_not_empty', `${directory} holds something already.`, {
    hint: 'Name a folder that is empty or does not exist yet.',
    data: { directory },
  });
}

async function copyTemplate(directory: string): Promise<string[]> {
  const entries = await readdir(templateFolder, { recursive: true, withFileTypes: true });
  const paths: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const path = relative(templateFolder, source).split(sep).join('/');
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await copyFile(source, join(directory, path));
    paths.push(path);
  }
  return paths;
}

async function writeEditorFiles(directory: string): Promise<string[]> {
  const files = editorFiles();
  for (const [path, text] of files) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  }
  return [...files.keys()];
}

function shellWord(word: string): string {
  return /^[\w./~-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
