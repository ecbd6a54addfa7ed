import { AppError } from '@eventbook/shared/errors/app-error';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useTransport } from '../../client/client.js';
import { Button } from '../../parts/Button.js';
import { texts } from '../../texts/texts.js';

const words = texts.welcome;

/** Where no catalog is open yet. */
export function Welcome(): ReactNode {
  const transport = useTransport();
  const [directory, setDirectory] = useState('');
  const [error, setError] = useState<unknown>();
  const open = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setError(undefined);
    await transport.request('catalog.open', { directory: directory.trim() }).catch(setError);
  };
  return (
    <main className="message-screen">
      <h1>{words.title}</h1>
      <p>{words.intro}</p>
      <form className="stack" onSubmit={(event) => void open(event)}>
        <label>
          {words.folder}
          <input
            className="input"
            value={directory}
            placeholder={words.folderHint}
            onChange={(event) => setDirectory(event.target.value)}
          />
        </label>
        <Button primary type="submit" disabled={directory.trim() === ''}>
          {words.open}
        </Button>
      </form>
      {error !== undefined && (
        <p role="alert" className="error-text">
          {error instanceof Error ? error.message : texts.app.somethingWrong}{' '}
          {error instanceof AppError ? error.hint : undefined}
        </p>
      )}
    </main>
  );
}
