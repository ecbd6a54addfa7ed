import { Download } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTransport } from '../../client/client.js';
import { texts } from '../../texts/texts.js';

/** At the foot: a newer release has been fetched. It comes by itself with the next start; whoever wants it now can have it. */
export function UpdateReady(): ReactNode {
  const transport = useTransport();
  const [version, setVersion] = useState<string>();
  useEffect(
    () => transport.subscribe('native.updateReady', (ready) => setVersion(ready.version)),
    [transport],
  );
  if (version === undefined) return null;
  return (
    <button type="button" className="foot-item" onClick={() => void transport.request('native.restart', {})}>
      <Download aria-hidden size={13} /> {texts.window.updateReady(version)}
    </button>
  );
}
