import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTransport } from '../../client/client.js';

/** Milliseconds after the last thing that happened: many langpacks take a while to look at. */
const pause = 500;
const asked = new Set<unknown>([
  'publishing.plan',
  'publishing.files',
  'publishing.file',
  'publishing.registries',
]);

/** Asks anew what langpacks would be whenever something is typed, committed or published. */
export function useFreshPlan(): void {
  const transport = useTransport();
  const queries = useQueryClient();
  useEffect(() => {
    const again = (): void => {
      void queries.invalidateQueries({ predicate: ({ queryKey }) => asked.has(queryKey[0]) });
    };
    // What happened while another page was shown was told to nobody.
    again();
    let timer: number | undefined;
    const later = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(again, pause);
    };
    const ends = [
      transport.subscribe('files.changed', later),
      transport.subscribe('catalog.refreshed', later),
      transport.subscribe('catalog.opened', later),
      transport.subscribe('git.changed', later),
      transport.subscribe('publishing.changed', ({ status }) => {
        if (status !== 'running') later();
      }),
    ];
    return () => {
      window.clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [transport, queries]);
}
