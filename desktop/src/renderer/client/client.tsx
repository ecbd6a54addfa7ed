import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  useQuery,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import { createContext, use, useState, type ReactNode } from 'react';
import type { MethodName, RequestOf, ResponseOf } from '../../api/methods.js';
import type { Transport } from '../../api/transport.js';

const TransportContext = createContext<Transport | undefined>(undefined);

/** Gives everything below it the way to the backend. */
export function ClientProvider({
  transport,
  children,
}: {
  readonly transport: Transport;
  readonly children: ReactNode;
}): ReactNode {
  const [queries] = useState(() => {
    // The backend is this very machine: what it answered stays true until it tells otherwise.
    const client = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: Infinity } } });
    transport.onReconnect(() => void client.invalidateQueries());
    return client;
  });
  return (
    <TransportContext value={transport}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </TransportContext>
  );
}

export function useTransport(): Transport {
  const transport = use(TransportContext);
  if (transport === undefined) throw new Error('There is no ClientProvider above.');
  return transport;
}

/** What a method answers, kept by what was asked; asked again when its query is invalidated by the name of the method. */
export function useAnswer<Name extends MethodName>(
  method: Name,
  request: RequestOf<Name>,
  options: { readonly enabled?: boolean; readonly keep?: boolean; readonly fresh?: boolean } = {},
): UseQueryResult<ResponseOf<Name>> {
  const transport = useTransport();
  const query: UseQueryOptions<ResponseOf<Name>> = {
    queryKey: [method, request],
    queryFn: ({ signal }) => transport.request(method, request, signal),
    enabled: options.enabled ?? true,
  };
  // The answer to the last question is shown until there is one to this.
  if (options.keep === true) query.placeholderData = keepPreviousData;
  // What nobody tells when it changes is asked for each time it is shown.
  if (options.fresh === true) Object.assign(query, { gcTime: 0, staleTime: 0 });
  return useQuery(query);
}
