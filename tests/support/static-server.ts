import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

/**
 * A folder behind plain HTTP on loopback, as any web host serves it: no Accept header looked at, nothing rewritten. As
 * with nginx, `%2F` is a slash: that is how npm asks for a package with a scope.
 */
export async function serveFolder(folder: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const files = sirv(folder, { dev: true, etag: true, dotfiles: false });
  const server: Server = createServer((request, response) => {
    request.url = request.url?.replaceAll(/%2f/giu, '/') ?? '/';
    files(request, response, () => {
      response.statusCode = 404;
      response.end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
