import { AppError } from '@eventbook/shared/errors/app-error';
import { run } from './commands/program.js';

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (error instanceof AppError && error.kind !== 'bug') {
    process.stderr.write(`error: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    process.exitCode = 2;
  } else {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`This is a bug in Eventbook. Please report it with these lines:\n\n${details}\n`);
    process.exitCode = 70;
  }
}
