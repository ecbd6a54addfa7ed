import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { childrenOf, signal } from '../faults/processes.js';
import { turns } from '../support/long-run.js';
import { Nsqlookupd } from '../support/nsq.js';
import { runCommand } from '../support/run-command.js';
import { ClusterRehearsal } from './cluster-rehearsal.js';
import { Recipients } from './recipients.js';

/** Something of a cluster that falls, and comes back. */
interface Part {
  readonly name: string;
  readonly pid: () => number;
  /** SIGKILL; of a broker, a restart. */
  readonly fall: () => Promise<unknown>;
  readonly comeBack: () => Promise<unknown>;
}

/** How long a part stands still, milliseconds. */
const frozen = turns(1, 60) * 1000;
const span = ['--from', '2026-11-23T07', '--to', '2026-11-23T09'];
const hours = ['2026-11-23T07', '2026-11-23T08'];

test('whatever falls or stands still of a cluster under load: what was acknowledged is in the warehouse or the quarantine, once, and at every recipient', async () => {
  const cluster = await ClusterRehearsal.make(new Date('2026-11-23T07:59:00Z'), { rest: turns(500, 1000) });
  const { rehearsal } = cluster;
  const { random, scratch } = rehearsal;
  let recipients: Recipients | undefined;
  try {
    cluster.directory = await Nsqlookupd.start();
    recipients = await Recipients.start(cluster);
    await cluster.start(join(scratch, 'a'), join(scratch, 'b'));
    for (const name of recipients.names) await recipients.startSink(name);
    const parts = partsOf(cluster, recipients);

    const stoodStill: string[] = [];
    for (const part of parts) {
      await rehearsal.acknowledge(20);
      const pids = await familyOf(part.pid());
      for (const pid of pids) signal(pid, 'SIGSTOP');
      await sleep(frozen);
      for (const pid of pids) signal(pid, 'SIGCONT');
      stoodStill.push(part.name);
    }
    const falls: Record<string, number> = {};
    const cycles = turns(parts.length, 200);
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      await rehearsal.acknowledge(random.integer(1, 200));
      // The hour ends in the middle of it: it is told, closed and asked for while things fall.
      if (cycle === Math.floor(cycles / 2)) await cluster.setClock(new Date('2026-11-23T08:00:01Z'));
      // Each once, and then whichever.
      const part = parts[cycle] ?? random.pick(parts);
      await part.fall();
      await sleep(random.integer(0, 300));
      await part.comeBack();
      falls[`${part.name} fell`] = (falls[`${part.name} fell`] ?? 0) + 1;
    }
    await rehearsal.load.finish();
    const delivered = await recipients.complete(async (destination) => {
      const command = ['relay', 'replay', '--data', rehearsal.data, '--destination', destination];
      const { status, stderr } = await runCommand('eventbook-collector', [...command, ...span]);
      expect(status, stderr).toBe(0);
    });
    await cluster.account('every part of a cluster killed and frozen under load, over NSQ', hours, {
      cycles,
      ...falls,
      'stood still': `${stoodStill.join(', ')}: ${frozen / 1000} s each`,
      ...delivered,
    });
    expect(await recipients.mirrored()).toBeGreaterThan(0);
  } finally {
    await recipients?.end();
    await cluster.end();
  }
}, 7_200_000);

function partsOf(cluster: ClusterRehearsal, recipients: Recipients): readonly Part[] {
  const { rehearsal } = cluster;
  const { random } = rehearsal;
  const { broker, documents, objects } = recipients;
  return [
    {
      name: 'collector',
      pid: () => rehearsal.collector.pid,
      fall: () => rehearsal.stop('kill'),
      comeBack: () => rehearsal.start(),
    },
    {
      name: 'a process of the collector',
      pid: () => rehearsal.collector.pid,
      fall: async () =>
        signal((await childrenOf(rehearsal.collector.pid)).at(random.integer(0, 1)) ?? 0, 'SIGKILL'),
      // Its parent sees to it.
      comeBack: () => Promise.resolve(),
    },
    {
      name: 'warehouse sink',
      pid: () => cluster.sink?.pid ?? 0,
      fall: async () => {
        if (random.next() < 0.5)
          for (const child of await childrenOf(cluster.sink?.pid ?? 0)) signal(child, 'SIGKILL');
        await cluster.sink?.kill();
      },
      comeBack: () => cluster.startSink(),
    },
    ...recipients.names.map((name) => ({
      name: `${name} sink`,
      pid: () => recipients.sinks.get(name)?.pid ?? 0,
      fall: async () => recipients.sinks.get(name)?.kill(),
      comeBack: () => recipients.startSink(name),
    })),
    ...cluster.nsqds.map((nsqd) => ({
      name: 'nsqd',
      pid: () => nsqd.pid,
      fall: () => nsqd.end('SIGKILL'),
      comeBack: () => nsqd.start(),
    })),
    ...[cluster.directory].flatMap((directory) =>
      directory === undefined
        ? []
        : {
            name: 'nsqlookupd',
            pid: () => directory.pid,
            fall: () => directory.end('SIGKILL'),
            comeBack: () => directory.start(),
          },
    ),
    { name: 'RabbitMQ', pid: () => broker.pid, fall: () => broker.stop(), comeBack: () => broker.start() },
    {
      name: 'MongoDB',
      pid: () => documents.pid,
      fall: () => documents.stop('SIGKILL'),
      comeBack: () => documents.start(),
    },
    {
      name: 'S3',
      pid: () => objects.pid,
      fall: () => objects.stop('SIGKILL'),
      comeBack: () => objects.start(),
    },
  ];
}

/** A process and all that it has started. */
async function familyOf(pid: number): Promise<readonly number[]> {
  const children = await childrenOf(pid);
  return [pid, ...(await Promise.all(children.map(familyOf))).flat()];
}
