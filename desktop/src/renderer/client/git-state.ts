import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { GitState } from '../../api/git.js';
import { useAnswer, useTransport } from './client.js';

/** Where the repository stands; null where there is none, undefined until it is known. */
export function useGitState(): GitState | null | undefined {
  return useAnswer('git.state', {}).data;
}

/** Asks anew whatever was asked about git when something happened there. Used once, by what is always there. */
export function useFreshGit(): void {
  const transport = useTransport();
  const queries = useQueryClient();
  useEffect(() => {
    const again = (): void => {
      void queries.invalidateQueries({
        predicate: ({ queryKey: [method] }) => typeof method === 'string' && method.startsWith('git.'),
      });
    };
    // What happened while one was elsewhere may have been told to nobody.
    window.addEventListener('focus', again);
    const end = transport.subscribe('git.changed', again);
    return () => {
      window.removeEventListener('focus', again);
      end();
    };
  }, [transport, queries]);
}
