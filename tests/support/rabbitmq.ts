import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
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
  readonly #managementPort: number | undefined;
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  private constructor(
    folder: string,
    port: number,
    distribution: number,
    mapper: number,
    management?: number,
  ) {
    this.#folder = folder;
    this.#managementPort = management;
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
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    };
  }

  /** @param management whether it serves its web pages too, which take a while longer to come up */
  static async start(folder: string, { management = false } = {}): Promise<Rabbitmq> {
    await mkdir(folder, { recursive: true });
    const pagesPort = management ? await freePort() : undefined;
    const rabbitmq = new Rabbitmq(folder, await freePort(), await freePort(), await freePort(), pagesPort);
    if (management) await writeFile(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n');
    const pages = `management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = ${pagesPort}\n`;
    await writeFile(join(folder, 'rabbitmq.conf'), management ? pages : '');
    await rabbitmq.start();
    return rabbitmq;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get url(): string {
    return `amqp://guest:guest@127.0.0.1:${this.#port}`;
  }

  /** Where its web pages are, if it serves them. */
  get managementUrl(): string | undefined {
    return this.#managementPort === undefined ? undefined : `http://127.0.0.1:${this.#managementPort}`;
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
