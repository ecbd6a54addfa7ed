import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { keyId, makeSigningKeys } from '@eventbook/shared/snapshot/signature';
import type { Command } from '../command.js';
import { textOption } from '../options.js';

export const snapshotKeygen: Command = {
  description:
    'The secret key signs (`snapshot publish --key`, or the variable EVENTBOOK_SIGNING_KEY) and belongs into the ' +
    'secrets of your CI. The public key goes into the configuration of your collectors, which then refuse every ' +
    'snapshot that it did not sign.',
  arguments: [],
  options: [
    {
      flags: '-o, --output <file>',
      description: 'write the secret key there, readable by you alone, and do not print it',
    },
  ],
  examples: [
    {
      line: 'eventbook snapshot keygen --output signing.key',
      purpose: 'a pair of keys, the secret one in a file',
    },
  ],
  async run(invocation) {
    const { publicKey, secretKey } = makeSigningKeys();
    const id = keyId(publicKey);
    const output = textOption(invocation, 'output');
    if (output !== undefined) await writeSecret(resolve(invocation.context.cwd, output), secretKey);
    const secret = output === undefined ? { secretKey } : { secretKeyFile: output };
    invocation.printer.report({
      data: { id, publicKey, ...secret },
      text: (paint) =>
        `${paint('dim', 'id        ')}  ${id}\n${paint('dim', 'public key')}  ${publicKey}\n` +
        `${paint('dim', 'secret key')}  ${output === undefined ? secretKey : `in ${output}`}\n`,
    });
    return 0;
  },
};

async function writeSecret(path: string, secretKey: string): Promise<void> {
  try {
    // Never over another key: it may be the only copy.
    await writeFile(path, `${secretKey}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const why = exists ? 'is there already' : 'could not be written';
    throw new AppError('user', 'file_unreadable', `${path} ${why}.`, { hint: 'Name another file.', cause });
  }
}
