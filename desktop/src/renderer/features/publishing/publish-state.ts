import { useEffect, useState } from 'react';
import type { PublishState } from '../../../api/publishing.js';
import { useTransport } from '../../client/client.js';

/** How far publishing has come, whoever began it; undefined until it is known. */
export function usePublishState(): PublishState | undefined {
  const transport = useTransport();
  const [state, setState] = useState<PublishState>();
  useEffect(() => {
    let isTold = false;
    const end = transport.subscribe('publishing.changed', (told) => {
      isTold = true;
      setState(told);
    });
    void transport.request('publishing.state', {}).then((answer) => {
      // What was told meanwhile is newer.
      if (!isTold) setState(answer);
    });
    return end;
  }, [transport]);
  return state;
}
