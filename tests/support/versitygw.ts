import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { endProcess } from './end-process.js';
import { freePort } from './free-port.js';
import { goPrograms } from './go-programs.js';

/** Nothing compiles it: it stays beside the sources. */
const askS3 = createRequire(import.meta.url).resolve('@eventbook/tests/support/ask-s3.mjs');
const key = 'eventbook-test';
const secret = 'a-secret-of-the-test';

/**
 * An S3 server over a folder, Versity's gateway: it holds signatures and checksums against what has come, and an object is a
 * file of the folder. (moto takes any signature and any checksum.)
 */
export class Versitygw {
  readonly port: number;
  readonly #folder: string;
  #child: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.port = port;
  }

  static async start(folder: string): Promise<Versitygw> {
    const server = new Versitygw(folder, await freePort());
    await mkdir(join(folder, 'objects'), { recursive: true });
    // What is known of objects stands in files of its own: not every disk takes extended attributes.
    await mkdir(join(folder, 'attributes'), { recursive: true });
    await server.start();
    return server;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** As whoever uses it has them. */
  get credentials(): Readonly<Record<string, string>> {
    return { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret };
  }

  /** Where the objects of a bucket are. */
  pathOf(bucket: string): string {
    return join(this.#folder, 'objects', bucket);
  }

  /** Asks it as the SDK does; `operation` is a method of its client. */
  async ask(operation: string, input: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [askS3, operation, JSON.stringify(input), this.url],
      { env: { ...process.env, ...this.credentials } },
    );
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** Of the uploads in parts that are under way in a bucket. */
  async uploads(bucket: string): Promise<unknown[]> {
    return ((await this.ask('listMultipartUploads', { Bucket: bucket }))['Uploads'] ?? []) as unknown[];
  }

  /** Answers when it takes connections. */
  async start(): Promise<void> {
    const program = join(
      goPrograms({
        name: 'versitygw',
        programs: { versitygw: 'github.com/versity/versitygw/cmd/versitygw' },
        // It has to store a few files: without optimizing it is built in two thirds of the time.
        flags: ['-gcflags=all=-N -l', '-ldflags=-s -w'],
        takes: 'some two minutes',
      }),
      'versitygw',
    );
    const { port } = this;
    const child = spawn(
      program,
      [
        ...['--quiet', '--port', `127.0.0.1:${port}`, 'posix'],
        ...['--sidecar', join(this.#folder, 'attributes'), join(this.#folder, 'objects')],
      ],
      { stdio: 'ignore', env: { ...process.env, ROOT_ACCESS_KEY: key, ROOT_SECRET_KEY: secret } },
    );
    this.#child = child;
    while (!(await isUp(port))) {
      if (child.exitCode !== null) throw new Error(`versitygw ended with code ${child.exitCode}`);
      await sleep(50);
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) await endProcess(child, signal);
  }
}

async function isUp(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
