import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endProcess } from './end-process.js';
import { freePort } from './free-port.js';

const programs = '/usr/lib/rabbitmq/bin';

/** A RabbitMQ of its own, with its own Erlang port mapper, in a folder of its own. */
export class Rabbitmq {
  readonly #folder: string;
  readonly #port: number;
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  private constructor(folder: string, port: number, distribution: number, mapper: number) {
    this.#folder = folder;
    this.#port = port;
    this.#environment = {
      ...process.env,
      HOME: folder,
      LC_ALL: 'C.UTF-8',
      ERL_EPMD_PORT: String(mapper),
      RABBITMQ_NODENAME: `eventbook-${port}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
      RABBITMQ_LOG_BASE: join(folder, 'log'),
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    };
  }

  static async start(folder: string): Promise<Rabbitmq> {
    await mkdir(folder, { recursive: true });
    const rabbitmq = new Rabbitmq(folder, await freePort(), await freePort(), await freePort());
    await rabbitmq.start();
    return rabbitmq;
  }

  get url(): string {
    return `amqp://guest:guest@127.0.0.1:${this.#port}`;
  }

  /** Answers when it takes connections. */
  async start(): Promise<void> {
    const child = spawn(join(programs, 'rabbitmq-server'), {
      stdio: 'ignore',
      env: this.#environment,
      cwd: this.#folder,
    });
    this.#child = child;
    while (!(await this.#isUp())) {
      if (child.exitCode !== null) throw new Error(`RabbitMQ ended with code ${child.exitCode}`);
      await sleep(100);
    }
  }

  /** In order, as a restart is. */
  async stop(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await endProcess(child, 'SIGTERM');
  }

  async end(): Promise<void> {
    await this.stop();
    await promisify(execFile)('epmd', ['-kill'], { env: this.#environment }).catch(() => undefined);
  }

  async #isUp(): Promise<boolean> {
    const socket = createConnection(this.#port, '127.0.0.1');
    try {
      // Whoever says something wrong is answered, once it is a broker and not only a port.
      await once(socket, 'connect');
      socket.write('AMQP\0\0\0\0');
      await once(socket, 'data', { signal: AbortSignal.timeout(1000) });
      return true;
    } catch {
      return false;
    } finally {
      socket.destroy();
    }
  }
}
