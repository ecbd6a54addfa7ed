import { AppError } from '@eventbook/shared/errors/app-error';
import type { ReactNode } from 'react';
import { Button } from '../parts/Button.js';
import { texts } from '../texts/texts.js';

/** What stops the work: what happened, and what to do. */
export function ErrorScreen({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
}): ReactNode {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof AppError ? error.hint : undefined;
  return (
    <main className="message-screen">
      <h1>{message}</h1>
      {hint !== undefined && <p>{hint}</p>}
      <Button
        primary
        onClick={
          onRetry ??
          (() => {
            location.reload();
          })
        }
      >
        {texts.app.tryAgain}
      </Button>
      {error instanceof AppError && <p className="quiet code">{error.code}</p>}
    </main>
  );
}
