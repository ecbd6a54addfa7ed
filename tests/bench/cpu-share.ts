import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

/** Clock ticks a second that /proc counts in; Linux tells programs so on every platform that Node runs on. */
const ticksPerSecond = 100;

/** What each process took of one core between two moments, and how busy the whole machine was, from /proc. */
export class CpuShare {
  readonly #pids: Readonly<Record<string, number>>;
  readonly #startedAt = performance.now();
  readonly #before: ReadonlyMap<string, number>;
  readonly #machineBefore = machineTicks();

  constructor(pids: Readonly<Record<string, number>>) {
    this.#pids = pids;
    this.#before = this.#ticks();
  }

  /** `ingest 93 %, parent 1 %, machine 98 %`: of one core each, the machine's of all. */
  text(): string {
    const ticks = ((performance.now() - this.#startedAt) / 1000) * ticksPerSecond;
    const shares = [...this.#ticks()].map(
      ([name, now]) => `${name} ${percent((now - (this.#before.get(name) ?? 0)) / ticks)}`,
    );
    const machine = (machineTicks() - this.#machineBefore) / ticks / cpus().length;
    return [...shares, `machine ${percent(machine)}`].join(', ');
  }

  /** Microseconds of all the processes' time so far. */
  microseconds(): number {
    const total = (all: ReadonlyMap<string, number>): number =>
      [...all.values()].reduce((sum, one) => sum + one, 0);
    return ((total(this.#ticks()) - total(this.#before)) / ticksPerSecond) * 1e6;
  }

  #ticks(): Map<string, number> {
    return new Map(Object.entries(this.#pids).map(([name, pid]) => [name, ticksOf(pid)]));
  }
}

/** User and system time; the name of a process may hold spaces, so what is counted begins behind it. */
function ticksOf(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (.*)/s);
  const fields = rest.split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Everything but idle and waiting for disks. */
function machineTicks(): number {
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line.split(/\s+/).slice(1).map(Number);
  return user + nice + system + irq + softirq;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
