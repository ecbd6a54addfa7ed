import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { defaultStaticUrl } from '@eventbook/shared/node/langpack/open-registries';
import type { Command } from '../command.js';
import { numberOption, usage } from '../options.js';
import { serveFolder } from '../serve-folder.js';

const defaultPort = new URL(defaultStaticUrl).port;

export const registryServe: Command = {
  description:
    'Hands out what `langpack publish --to` put into a folder, to npm, pip, composer and go on this machine. For more than a ' +
    'look at it, any web host does the same.',
  arguments: [{ name: '<folder>', description: 'the folder of the registry' }],
  options: [{ flags: '--port <number>', description: 'the port, on 127.0.0.1', default: defaultPort }],
  examples: [{ line: 'eventbook registry serve registry', purpose: `at ${defaultStaticUrl}` }],
  async run(invocation) {
    const { context } = invocation;
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name the folder of the registry.');
    const folder = resolve(context.cwd, given);
    if ((await stat(folder).catch(() => undefined))?.isDirectory() !== true) {
      throw new AppError('user', 'file_not_found', `There is no folder ${folder}.`, {
        hint: 'Make it: eventbook langpack publish --to <folder>',
      });
    }
    const port = numberOption(invocation, 'port', 1) ?? Number(defaultPort);
    const base = `http://127.0.0.1:${port}/`;
    context.stderr.write(
      [
        `npm       npm install --registry ${base}npm/ <package>`,
        `pip       pip install --index-url ${base}pypi/simple/ <package>`,
        `composer  "repositories": [{ "type": "composer", "url": "${base}composer/" }], "config": { "secure-http": false }`,
        `go        GOPROXY=${base}go GONOSUMDB='*' go get <module>`,
        '',
      ].join('\n'),
    );
    await serveFolder(folder, port, context);
    return 0;
  },
};
