import { request } from 'node:http';
import { expect, it } from 'vitest';
import { startStudio } from './studio.js';

interface Answer {
  readonly status: number | undefined;
  readonly policy: string | undefined;
  readonly text: string;
}

/** A request as any program may send it: fetch would not let us choose Host and Origin. */
function ask(
  address: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string,
): Promise<Answer> {
  const { hostname, port } = new URL(address);
  return new Promise((done, failed) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request({ hostname, port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        done({
          status: response.statusCode,
          policy: response.headers['content-security-policy']?.toString(),
          text,
        });
      });
    });
    sent.on('error', failed).end(body);
  });
}

it('opens to one browser with the address, once, and to nobody else', async () => {
  const { address } = await startStudio();
  const token = new URLSearchParams(new URL(address).hash.slice(1)).get('token') ?? '';
  const json = { 'Content-Type': 'application/json' };
  const session = (given: string): Promise<Answer> =>
    ask(address, '/api/session', json, JSON.stringify({ token: given }));

  const page = await ask(address, '/', {});
  expect(page.status).toBe(200);
  expect(page.policy).toContain("script-src 'self';");
  expect(page.policy).not.toContain('unsafe-eval');

  expect((await session('wrong')).status).toBe(401);
  const admitted = await session(token);
  expect(admitted.status).toBe(200);
  expect((await session(token)).status).toBe(401);

  const { session: secret } = JSON.parse(admitted.text) as { session: string };
  const ours = { ...json, Authorization: `Bearer ${secret}` };
  expect((await ask(address, '/api/catalog.current', ours, '{}')).status).toBe(200);
  expect((await ask(address, '/api/catalog.current', json, '{}')).status).toBe(401);
  expect((await ask(address, '/api/events', {})).status).toBe(401);
  // A form of another page can be sent, but not as JSON.
  const form = { ...ours, 'Content-Type': 'text/plain' };
  expect((await ask(address, '/api/catalog.current', form, '{}')).status).toBe(500);
  for (const headers of [{ Host: 'evil.example' }, { Origin: 'http://evil.example' }, { Origin: 'null' }]) {
    expect((await ask(address, '/api/catalog.current', { ...ours, ...headers }, '{}')).status).toBe(403);
    expect((await ask(address, '/', headers)).status).toBe(403);
  }
  for (const path of ['/../package.json', '/..%2f..%2fpackage.json', '/.git/config']) {
    expect((await ask(address, path, {})).status).toBe(404);
  }
});

it.each([
  ['outside of the catalog', 'README.md'],
  ['above it', 'events/../../etc/passwd'],
  ['in a hidden folder', 'events/.git/config'],
])('writes no file %s', async (_where, path) => {
  const { address } = await startStudio();
  const token = new URLSearchParams(new URL(address).hash.slice(1)).get('token');
  const json = { 'Content-Type': 'application/json' };
  const { text } = await ask(address, '/api/session', json, JSON.stringify({ token }));
  const { session } = JSON.parse(text) as { session: string };
  const headers = { ...json, Authorization: `Bearer ${session}` };
  const body = JSON.stringify({ changes: [{ path, text: '{}', revision: 0 }] });
  const answer = await ask(address, '/api/files.write', headers, body);
  expect(answer.text).toContain('is no file of the catalog');
});
