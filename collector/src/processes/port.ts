import { once } from 'node:events';
import { createServer } from 'node:net';
import { AppError } from '@eventbook/shared/errors/app-error';

/**
 * Several ingest processes share a port, and so would two collectors, each getting a part of the requests.
 * Throws port_in_use where anybody listens there already.
 */
export async function mustBeFree(host: string, port: number): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  try {
    server.listen({ host, port, exclusive: true });
    await once(server, 'listening');
  } catch (cause) {
    throw portInUse(host, port, cause);
  }
  server.close();
  await once(server, 'close');
}

export function portInUse(host: string, port: number, cause?: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new AppError('user', 'port_in_use', `Nothing can listen on ${host}:${port}${code}.`, {
    hint: 'Choose another port, or 0 for a free one.',
    data: { host, port },
  });
}
