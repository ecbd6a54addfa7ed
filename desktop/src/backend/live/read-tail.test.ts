import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '@eventbook/shared/errors/app-error';
import { expect, it, onTestFinished } from 'vitest';
import { readTail, tailUrl } from './read-tail.js';

const all = { events: [], sources: [], outcomes: [] };
const stream = { 'Content-Type': 'text/event-stream' };
const event = {
  event: 'shop.paid',
  outcome: 'flagged',
  source: 'site/web',
  event_id: 'x',
  at: '2026-11-23T07:00:00.000Z',
  violations: [{ code: 'type', pointer: '/fields/price' }],
};

async function serve(answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answer(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function read(address: string): Promise<{ readonly heard: unknown[]; readonly error: unknown }> {
  const heard: unknown[] = [];
  const error: unknown = await readTail(tailUrl(address, all), new AbortController().signal, {
    onOpen: () => heard.push('open'),
    onEvent: (_event, whole) => heard.push(whole),
    onStatus: (leftOut) => heard.push(leftOut),
  }).catch((thrown: unknown) => thrown);
  return { heard, error };
}

it('hears events, however they are cut on their way, and how many are left out', async () => {
  const message = Buffer.from(
    `: watching\n\nevent: event\ndata: ${JSON.stringify({ ...event, fields: { note: 'Жук 🪲' } })}\n\n` +
      `event: status\ndata: {"passed":7,"shown":3,"missed":0}\n\n`,
  );
  const address = await serve((response) => {
    response.writeHead(200, stream);
    const send = (at: number): void => {
      if (at >= message.length) response.end();
      else response.write(message.subarray(at, at + 3), () => setImmediate(send, at + 3));
    };
    send(0);
  });
  const { heard, error } = await read(address);
  expect(heard).toEqual(['open', { ...event, fields: { note: 'Жук 🪲' } }, 4]);
  expect(error).toMatchObject({ code: 'collector_unreachable' });
});

it.each<[string, (response: ServerResponse) => void, string]>([
  [
    'a page',
    (response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>'),
    'as a collector does: 200',
  ],
  [
    'a redirect',
    (response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
    'unexpected redirect',
  ],
  [
    'a refusal',
    (response) =>
      response
        .writeHead(503, { 'Content-Type': 'application/json' })
        .end(JSON.stringify({ code: 'too_many', message: 'too many watch already', hint: 'Close one.' })),
    'refused it: too many watch already',
  ],
  ['no JSON', (response) => response.writeHead(200, stream).end('event: event\ndata: {\n\n'), 'no JSON'],
  [
    'an event of other keys',
    (response) => response.writeHead(200, stream).end('event: event\ndata: {"event":7}\n\n'),
    'a message "event" that none sends',
  ],
  [
    'another message',
    (response) => response.writeHead(200, stream).end('event: <b>\ndata: {}\n\n'),
    'a message "<b>" that none sends',
  ],
  ['an end', (response) => response.writeHead(200, stream).end(), 'it has ended the connection'],
])('says what it is where there is %s', async (_what, answer, said) => {
  const { error } = await read(await serve(answer));
  expect(error).toBeInstanceOf(AppError);
  expect((error as AppError).message).toContain(said);
  expect((error as AppError).hint).not.toBe(undefined);
});

it('reads no more of a line that does not end than a message may have', async () => {
  let written = 0;
  const address = await serve((response) => {
    response.writeHead(200, stream);
    response.write('event: event\ndata: ');
    const piece = 'x'.repeat(256 * 1024);
    const more = (): void => {
      if (response.destroyed) return;
      written += piece.length;
      response.write(piece, more);
    };
    more();
  });
  const { error } = await read(address);
  expect((error as AppError).message).toContain('a message that does not end');
  expect(written).toBeLessThan(64 * 1024 * 1024);
});

it('refuses addresses that are none', () => {
  for (const address of ['', 'file:///etc/passwd', 'localhost', 'http://me:secret@localhost'])
    expect(() => tailUrl(address, all)).toThrow('is no http or https address');
  expect(tailUrl('http://localhost:8471/', { ...all, events: ['a.*'], outcomes: ['flagged'] }).href).toBe(
    'http://localhost:8471/v1/tail?event=a.*&outcome=flagged',
  );
});
