import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A git host as people run it: `git http-backend` behind HTTP, with a login for pushing where one is wanted. */
export interface GitHost {
  /** Repositories are below it: `<url>shop/events.git`. */
  readonly url: string;
  close(): Promise<void>;
}

interface GitHostOptions {
  /** Below which the bare repositories lie. */
  readonly folder: string;
  /** `user:password`, wanted of everyone; where the host is public, of who pushes. */
  readonly login?: string;
  readonly isPublic?: boolean;
  readonly host?: string;
  readonly port?: number;
}

export async function serveRepositories(options: GitHostOptions): Promise<GitHost> {
  const { folder, login, isPublic = false, host = '127.0.0.1', port = 0 } = options;
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const server = createServer((request, response) => {
    const { url = '/', headers } = request;
    const mayAnyone = wanted === undefined || (isPublic && !url.includes('git-receive-pack'));
    if (!mayAnyone && headers.authorization !== wanted) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
    } else if (url.includes('go-get=1')) {
      response.end(goImport(url, headers.host ?? host));
    } else {
      answer(folder, request, response);
    }
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed).listen(port, host, done);
  });
  const at = (server.address() as AddressInfo).port;
  return {
    url: `http://${host}${at === 80 ? '' : `:${at}`}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

/** How a host tells the go command where a module's repository is (https://go.dev/ref/mod#vcs-find). */
function goImport(url: string, host: string): string {
  const path = `${host}${new URL(url, 'http://host').pathname}`;
  return `<html><head><meta name="go-import" content="${path} git http://${path}.git"></head></html>`;
}

/** One request, by CGI (RFC 3875). */
function answer(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://host');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'tester',
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      CONTENT_LENGTH: request.headers['content-length'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: request.headers['git-protocol']?.toString() ?? '',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  request.pipe(backend.stdin.on('error', () => undefined));
  let head = Buffer.alloc(0);
  const onHead = (chunk: Buffer): void => {
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    backend.stdout.off('data', onHead);
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name = '', value = ''] = line.split(/:\s*/u, 2);
      if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.write(head.subarray(end + 4));
    backend.stdout.pipe(response);
  };
  backend.stdout.on('data', onHead);
  backend.on('error', () => response.destroy());
  backend.on('close', () => response.end());
}
