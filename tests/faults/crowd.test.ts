import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { turns } from '../support/long-run.js';
import { Rehearsal } from './rehearsal.js';

const idle = turns(2000, 10_000);
const slow = turns(200, 1000);

test(`${idle} connections that say nothing and ${slow} that say it slowly keep nobody else from being served`, async () => {
  const rehearsal = await Rehearsal.make();
  const sockets: Socket[] = [];
  try {
    await rehearsal.start();
    const { hostname, port } = new URL(rehearsal.collector.url);
    const open = async (): Promise<Socket> => {
      const socket = connect(Number(port), hostname);
      sockets.push(socket);
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      return socket;
    };
    await rehearsal.acknowledge(1000);
    const begun = rehearsal.load.refusals;
    for (let opened = 0; opened < idle; opened += 50) await Promise.all(Array.from({ length: 50 }, open));
    const heads: Socket[] = [];
    for (let opened = 0; opened < slow; opened += 50)
      heads.push(...(await Promise.all(Array.from({ length: 50 }, open))));
    // Half of them never finish their headers, half their body.
    const body =
      'POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[';
    for (let round = 0; round < turns(5, 20); round += 1) {
      for (const [place, socket] of heads.entries()) {
        const text = place % 2 === 0 ? body : 'POST /v1/events HTTP/1.1\r\nHost: a\r\nX-';
        socket.write(round === 0 ? text : ' ');
      }
      await rehearsal.acknowledge(turns(1000, 5000));
      await sleep(300);
    }
    expect(rehearsal.load.refusals).toBe(begun);
    await rehearsal.account('idle and slow connections', { idle, slow });
  } finally {
    for (const socket of sockets) socket.destroy();
    await rehearsal.end();
  }
}, 1_800_000);

test('requests that are sent before the answer to the last: what is not answered is sent again, and stored once', async () => {
  const rehearsal = await Rehearsal.make({ repeats: true, senders: 2 });
  try {
    await rehearsal.start();
    const { hostname, port } = new URL(rehearsal.collector.url);
    await rehearsal.acknowledge(2000);
    let closed = 0;
    let answered = 0;
    for (let turn = 0; turn < turns(20, 200); turn += 1) {
      const socket = connect(Number(port), hostname);
      let said = '';
      socket.setEncoding('utf8').on('data', (text: string) => (said += text));
      socket.on('error', () => undefined);
      await once(socket, 'connect');
      const requests = Array.from({ length: 5 }, () => rehearsal.load.rawRequest());
      socket.write(requests.join(''));
      await Promise.race([once(socket, 'close'), sleep(300)]);
      if (socket.destroyed) closed += 1;
      answered += said.split('HTTP/1.1 202').length - 1;
      socket.destroy();
    }
    const ledger = await rehearsal.account('pipelined requests', {
      'connections closed': closed,
      'answers to pipelined requests': answered,
    });
    expect(ledger.repeats).toBeGreaterThan(0);
    expect(closed + answered).toBeGreaterThan(0);
  } finally {
    await rehearsal.end();
  }
}, 1_800_000);
