import { protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';
import { contentPolicy } from '../api/content-policy.js';

/** Where the renderer's pages are: a scheme of our own, because a page from `file:` may read the disk. */
export const scheme = 'eventbook-app';
export const pageOrigin = `${scheme}://app/`;
export const pageAddress = `${pageOrigin}index.html`;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** Serves the built renderer from its folder, and nothing beside it. */
export function servePages(folder: string): void {
  const root = resolve(folder) + sep;
  protocol.handle(scheme, async ({ url }) => {
    const file = resolve(root, `.${decodeURIComponent(new URL(url).pathname)}`);
    const type = types[extname(file)];
    if (!file.startsWith(root) || type === undefined) return new Response('', { status: 404 });
    const content = await readFile(file).catch(() => undefined);
    if (content === undefined) return new Response('', { status: 404 });
    const headers = {
      'Content-Type': type,
      'Content-Security-Policy': contentPolicy,
      'X-Content-Type-Options': 'nosniff',
    };
    return new Response(new Uint8Array(content), { headers });
  });
}
