import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './style/tokens.css';
import './style/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.js';
import { ErrorScreen } from './app/ErrorScreen.js';
import { FeaturesContext } from './app/features-context.js';
import { ClientProvider } from './client/client.js';
import { openTransport } from './client/open-transport.js';
import { DeskContext } from './data/desk-context.js';
import { Desk } from './data/desk.js';
import { features } from './features/table.js';

const root = createRoot(document.getElementById('root') ?? document.body);

try {
  const transport = await openTransport();
  const desk = new Desk(transport);
  await desk.load();
  root.render(
    <StrictMode>
      <ClientProvider transport={transport}>
        <DeskContext value={desk}>
          <FeaturesContext value={features}>
            <App />
          </FeaturesContext>
        </DeskContext>
      </ClientProvider>
    </StrictMode>,
  );
} catch (error) {
  root.render(<ErrorScreen error={error} />);
}
