import { AppError } from '@eventbook/shared/errors/app-error';
import type { Context } from './context.js';
import { paintFor } from './printers/paint.js';
import { plain } from '@eventbook/shared/catalog/plain';

/** Exit codes of what stopped the work: 2, to be mended by whoever runs it; 70 (EX_SOFTWARE), by us. */
export type FailureCode = 2 | 70;

/** Tells on stderr why the work stopped, and what to do about it. */
export function reportFailure(error: unknown, format: 'text' | 'json', context: Context): FailureCode {
  const known = error instanceof AppError && error.kind !== 'bug';
  if (format === 'json') {
    const { code, kind, message, hint, data } = error instanceof AppError ? error : bug(error);
    context.stderr.write(`${JSON.stringify({ error: { code, kind, message, hint, data } })}\n`);
    return known ? 2 : 70;
  }
  const paint = paintFor(context, 'stderr');
  if (known) {
    const hint = error.hint === undefined ? '' : `${plain(error.hint)}\n`;
    context.stderr.write(`${paint('red', 'error:')} ${plain(error.message)}\n${hint}`);
    return 2;
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.stderr.write(
    `${paint('red', 'This is a bug in Eventbook.')} Please report it to those who look after Eventbook, with the ` +
      `command that you ran and these lines:\n\n${plain(details)}\n\n` +
      `node ${process.version}, ${process.platform} ${process.arch}\n`,
  );
  return 70;
}

function bug(error: unknown): AppError {
  const message = error instanceof Error ? error.message : String(error);
  return new AppError('bug', 'internal', message, {
    hint: 'Please report it with the command that you ran.',
  });
}
