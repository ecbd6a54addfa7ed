import { AppError } from '@eventbook/shared/errors/app-error';
import type { ReactNode } from 'react';

/** What did not work: what happened, and what to do. */
export function Problem({ error }: { readonly error: unknown }): ReactNode {
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof AppError ? error.hint : undefined;
  return (
    <div className="notice warning" role="alert">
      <p>
        <strong>{message}</strong>
      </p>
      {hint !== undefined && <p>{hint}</p>}
    </div>
  );
}
