import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Collector } from '../support/collector.js';
import { runCommand } from '../support/run-command.js';
import { Harness, metric, paid, send, sendLines } from './harness.js';

let harness: Harness;

beforeEach(async () => {
  harness = await Harness.make();
});

afterEach(() => harness.end());

/** Sends until the collector is gone; answers how many events were acknowledged. */
async function sendUntilGone(collector: Collector): Promise<number> {
  let acknowledged = 0;
  for (;;) {
    const answer = await sendLines(collector, [paid(), paid()]).catch(() => undefined);
    if (answer === undefined) return acknowledged;
    if (answer.status === 202) acknowledged += answer.body.accepted;
  }
}

describe('the life of a collector', () => {
  it('a graceful end under load loses nothing that was acknowledged', async () => {
    const collector = await harness.start(['--workers', '2']);
    const senders = Array.from({ length: 8 }, () => sendUntilGone(collector));
    await expect
      .poll(() => metric(collector, 'eventbook_collector_request_events_count'))
      .toBeGreaterThan(200);
    expect(await collector.stop()).toBe(0);
    const acknowledged = (await Promise.all(senders)).reduce((sum, count) => sum + count, 0);
    const { rows } = await harness.warehouse();
    // An answer may be lost with its connection; an event that was answered never is.
    expect(rows).toBeGreaterThanOrEqual(acknowledged);
    expect(rows - acknowledged).toBeLessThanOrEqual(16);
    expect(acknowledged).toBeGreaterThan(200);
  });

  it('a kill and a start keep everything, and nothing is there twice', async () => {
    const first = await harness.start();
    await sendLines(first, [paid(), paid({ price: 'much' })]);
    await first.kill();
    const second = await harness.start();
    await sendLines(second, [paid()]);
    expect(await harness.warehouse()).toMatchObject({ rows: 2, quarantineRows: 1 });
    await second.stop();
    expect(await harness.warehouse()).toMatchObject({ rows: 2, quarantineRows: 1 });
  });

  it('an ingest process that is killed is started anew, with all it had acknowledged', async () => {
    const collector = await harness.start();
    await sendLines(collector, [paid()]);
    const { execFileSync } = await import('node:child_process');
    const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(collector.pid)], {
      encoding: 'utf8',
    });
    const ingest = children.split('\n').find((line) => line.includes('ingest-process'));
    process.kill(Number.parseInt(ingest ?? '', 10), 'SIGKILL');
    const metricName = 'eventbook_collector_process_restarts_total{process="ingest"}';
    await expect.poll(() => metric(collector, metricName)).toBe(1);
    const accepted = (): Promise<number> =>
      sendLines(collector, [paid()]).then(
        ({ body }) => body.accepted,
        () => 0,
      );
    await expect.poll(accepted).toBe(1);
    expect(await harness.warehouse()).toMatchObject({ rows: 2 });
  });

  it('sealing twice writes nothing twice, and more events go to the same hour', async () => {
    const collector = await harness.start();
    await sendLines(collector, [paid(), paid()]);
    expect(await harness.warehouse()).toMatchObject({ rows: 2 });
    const again = await harness.command('seal', '--format', 'json');
    expect([again.status, JSON.parse(again.stdout)]).toEqual([0, []]);
    await sendLines(collector, [paid()]);
    expect(await harness.warehouse()).toMatchObject({ rows: 3 });
    const hours = await harness.command('hours', '--format', 'json');
    const listed = JSON.parse(hours.stdout) as { rows: number; state: string }[];
    // The clock may have passed an hour since.
    expect(listed.reduce((sum, { rows }) => sum + rows, 0)).toBe(3);
    expect((await harness.command('hours')).stdout).toContain('accepted');
  });

  it('commands work where no collector runs', async () => {
    const collector = await harness.start();
    await sendLines(collector, [paid()]);
    await collector.kill();
    expect(await harness.warehouse()).toMatchObject({ rows: 1 });
    expect((await harness.command('seal')).stdout).toBe('Nothing was waiting to be written.\n');
  });

  it('a second collector on the same data or the same port is refused', async () => {
    const collector = await harness.start();
    await expect(harness.start()).rejects.toThrow(/is in use by process/);
    const { port } = new URL(collector.url);
    const other = await Harness.make();
    const args = ['serve', '--catalog', other.catalog, '--data', other.data, '--operators-port', '0'];
    const second = await runCommand('eventbook-collector', [...args, '--host', '127.0.0.1', '--port', port]);
    expect(second.status).toBe(2);
    expect(second.stderr).toContain(`Nothing can listen on 127.0.0.1:${port}`);
    await other.end();
    expect((await send(collector, JSON.stringify(paid()))).status).toBe(202);
  });

  it('says what is wrong with how it is called', async () => {
    const run = (...args: string[]): ReturnType<typeof runCommand> => runCommand('eventbook-collector', args);
    expect(await run('serve')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--data') as string,
    });
    expect(await run('serve', '--prot', '1')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('Did you mean --port') as string,
    });
    const wrong = await run('serve', '--port', 'many', '--print-config');
    expect(wrong.stderr).toContain('--port: port is a whole number from 0 to 65535');
    const nothing = `${harness.folder}/nothing`;
    const places = ['--data', harness.data, '--catalog', nothing, '--host', '127.0.0.1'];
    const nowhere = await run('serve', ...places, '--port', '0', '--operators-port', '0');
    expect(nowhere).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('There is no file') as string,
    });
    const file = `${harness.folder}/a-file`;
    await writeFile(file, '');
    for (const [flag, more] of [
      ['--data', []],
      ['--warehouse', ['--data', `${harness.folder}/other`]],
    ] as const) {
      const ports = ['--host', '127.0.0.1', '--port', '0', '--operators-port', '0'];
      const occupied = await run('serve', '--catalog', harness.catalog, flag, file, ...more, ...ports);
      expect(occupied.status, occupied.stderr).toBe(2);
      expect(occupied.stderr).toContain(`${file} is a file, and has to be a folder.`);
      expect(occupied.stderr).toContain(flag);
    }
    expect((await run('serve', '--help')).stdout).toContain('Examples:');
  });
});
