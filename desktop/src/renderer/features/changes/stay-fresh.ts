import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTransport } from '../../client/client.js';

/** Milliseconds after the last keystroke at which changes are looked at anew. */
const pause = 250;
const asked = new Set<unknown>(['changes.list', 'changes.count', 'changes.file', 'git.uncommitted']);

/** Asks anew what has changed whenever something is typed, saved elsewhere, or committed. */
export function useFreshChanges(): void {
  const transport = useTransport();
  const queries = useQueryClient();
  useEffect(() => {
    let timer: number | undefined;
    const later = (): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        void queries.invalidateQueries({ predicate: ({ queryKey }) => asked.has(queryKey[0]) });
      }, pause);
    };
    const ends = [
      transport.subscribe('files.changed', later),
      transport.subscribe('catalog.refreshed', later),
      transport.subscribe('git.changed', later),
      transport.subscribe('catalog.opened', later),
    ];
    return () => {
      window.clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [transport, queries]);
}
