import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { endProcess } from './end-process.js';
import { freePort } from './free-port.js';
import { pythonEnvironment } from './python-environment.js';

const packages = ['secantusdb==0.7.0b3'];
const database = 'shop';

/**
 * A server that speaks MongoDB's protocol, in a folder of its own: SecantusDB, with users and passwords, which syncs before it
 * answers. It calls itself a replica set of one.
 */
export class Mongodb {
  readonly #folder: string;
  readonly #port: number;
  readonly #client: MongoClient;
  #child: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.#client = new MongoClient(this.urlOf('root', 'root', 'admin'), {
      serverSelectionTimeoutMS: 10_000,
    });
  }

  /** With the user `eventbook`, whose password is `secret`, and who may read and write `shop` alone. */
  static async start(folder: string): Promise<Mongodb> {
    await mkdir(folder, { recursive: true });
    const mongodb = new Mongodb(folder, await freePort());
    // Nobody makes the first user where users are asked for.
    await mongodb.#spawn([]);
    const open = new MongoClient(`mongodb://127.0.0.1:${mongodb.#port}/admin`);
    await open.db('admin').command({ createUser: 'root', pwd: 'root', roles: ['root'] });
    await open.db(database).command({ createUser: 'eventbook', pwd: 'secret', roles: ['readWrite'] });
    await open.db(database).command({ createUser: 'reader', pwd: 'secret', roles: ['read'] });
    await open.close();
    await mongodb.stop();
    await mongodb.start();
    return mongodb;
  }

  /** Of the user `eventbook`. */
  get url(): string {
    return this.urlOf('eventbook', 'secret', database);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  urlOf(user: string, password: string, name = database): string {
    return `mongodb://${user}:${password}@127.0.0.1:${this.#port}/${name}`;
  }

  /** Of the database of `url`, as its administrator sees it. */
  collection(name: string): Collection {
    return this.#client.db(database).collection(name);
  }

  /**
   * Has inserts of sinks fail as a server of many could fail them.
   * @param times so many; 0 ends it
   * @param how `errorCode`, `closeConnection` or, for what is inserted nevertheless, `writeConcernError`
   */
  async failInserts(times: number, how: Document = {}): Promise<void> {
    const data = { failCommands: ['insert'], appName: 'eventbook', ...how };
    const mode = times === 0 ? 'off' : { times };
    await this.#client.db('admin').command({ configureFailPoint: 'failCommand', mode, data });
  }

  /** Answers when it takes connections. */
  start(): Promise<void> {
    return this.#spawn(['--auth']);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await endProcess(child, signal);
  }

  async end(): Promise<void> {
    await this.#client.close();
    await this.stop('SIGKILL');
  }

  async #spawn(flags: readonly string[]): Promise<void> {
    const program = ['-m', 'secantus', '--host', '127.0.0.1', '--port', String(this.#port)];
    const place = [
      '--storage-path',
      join(this.#folder, 'data'),
      '--sync-on-commit',
      '--enable-test-commands',
    ];
    const child = spawn(pythonEnvironment('secantusdb-0.7.0b3', packages), [...program, ...place, ...flags], {
      stdio: ['ignore', 'ignore', 'pipe'],
      cwd: this.#folder,
    });
    let log = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
    this.#child = child;
    while (!log.includes('listening on')) {
      if (child.exitCode !== null) throw new Error(`SecantusDB ended:\n${log}`);
      await sleep(50);
    }
  }
}
