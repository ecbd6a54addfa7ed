import type { ReactNode } from 'react';
import { Button } from '../parts/Button.js';
import { texts } from '../texts/texts.js';
import { home } from './place.js';
import { goTo } from './router.js';

/** For an address that leads nowhere, or nowhere any more. */
export function Nothing(): ReactNode {
  return (
    <div className="message-screen">
      <h1>{texts.app.nothingHere}</h1>
      <p>{texts.app.nothingHereHint}</p>
      <Button primary onClick={() => goTo(home)}>
        {texts.app.toStart}
      </Button>
    </div>
  );
}
