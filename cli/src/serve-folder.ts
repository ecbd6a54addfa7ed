import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { AppError } from '@eventbook/shared/errors/app-error';
import sirv from 'sirv';
import type { Context } from './context.js';

/**
 * Serves a folder to this machine until the process is told to end (Ctrl-C).
 * @param port 0 for any that is free
 * @throws AppError port_in_use
 */
export async function serveFolder(directory: string, port: number, context: Context): Promise<void> {
  const files = sirv(directory, { dev: true });
  const server = createServer((request, response) => {
    // How npm asks for a package with a scope.
    request.url = request.url?.replaceAll(/%2f/giu, '/') ?? '/';
    files(request, response);
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new AppError('user', 'port_in_use', `Port ${port} of 127.0.0.1 cannot be had.`, {
      hint: 'Name another one with --port, or none for any that is free.',
      cause,
    });
  }
  const address = server.address() as AddressInfo;
  context.stderr.write(`Serving it at http://127.0.0.1:${address.port}/ until Ctrl-C.\n`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  server.closeAllConnections();
  server.close();
}
