import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { AppError } from '@eventbook/shared/errors/app-error';

/**
 * The port itself, or a free one for 0, after nobody was found to listen there. Several ingest processes
 * share a port, and so would two collectors, each getting a part of the requests; and a port that the
 * system chose while listening could not be shared.
 * @throws AppError port_in_use
 */
export async function freePort(host: string, port: number): Promise<number> {
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
  } catch (cause) {
    throw portInUse(host, port, cause);
  }
  const found = (server.address() as AddressInfo).port;
  server.close();
  await once(server, 'close');
  return found;
}

export function portInUse(host: string, port: number, cause?: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new AppError('user', 'port_in_use', `Nothing can listen on ${host}:${port}${code}.`, {
    hint: 'Choose another one with --port or --operators-port; 0 takes a free one.',
    data: { host, port },
  });
}
