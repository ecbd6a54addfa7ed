import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AppError } from '@eventbook/shared/errors/app-error';
import { refuseNoCatalog } from '@eventbook/shared/node/catalog-folder';
import { defaultStateDirectory } from '../backend/state/state-directory.js';
import { openBrowser } from './open-browser.js';
import { Studio } from './studio.js';

const help = `npm run studio -- [catalog] [--port N] [--no-open]

Opens the desktop in your browser, on the catalog in a folder. Nothing leaves this machine.

  --port N     listen there rather than on any port that is free
  --no-open    print the address only
`;

interface Arguments {
  readonly catalog: string | undefined;
  readonly port: number;
  readonly open: boolean;
  readonly help: boolean;
}

function readArguments(given: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new RangeError(`${values.port} is no port.`);
    if (positionals.length > 1) throw new RangeError('Name one folder.');
    return { catalog: positionals[0], port, open: !values['no-open'], help: values.help };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('user', 'usage', message, { hint: help, cause });
  }
}

async function run(given: readonly string[]): Promise<void> {
  const { catalog, port, open, help: asked } = readArguments(given);
  if (asked) {
    process.stdout.write(help);
    return;
  }
  if (catalog !== undefined) await refuseNoCatalog(catalog);
  const studio = await Studio.start({
    port,
    rendererFolder: fileURLToPath(new URL('../renderer/', import.meta.url)),
    stateDirectory: defaultStateDirectory(),
  });
  const stop = (): void => {
    void studio.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  // Beside what a browser does until it asks.
  const opened = catalog === undefined ? undefined : studio.backend.open(catalog);
  const address = studio.address();
  console.log(
    `Eventbook is open at\n\n  ${address}\n\nThe address opens one browser; Enter shows another, Ctrl-C ends.`,
  );
  if (open) openBrowser(address);
  if (process.stdin.isTTY) process.stdin.on('data', () => console.log(`\n  ${studio.address()}\n`));
  await opened;
}

try {
  // npm runs a script in the project's folder, and says where the person was.
  process.chdir(process.env['INIT_CWD'] ?? process.cwd());
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  console.error(error.message);
  if (error.hint !== undefined) console.error(error.hint);
  process.exit(2);
}
