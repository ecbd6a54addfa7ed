import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { onTestFinished, vi } from 'vitest';
import { buildRenderer } from '../../setup/build-renderer.mjs';
import type { Answer, Ask, Call } from './stand-in/control.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

interface Start {
  /** Of a shell that was here before. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The main module; the one that was built, where none is named. */
  readonly main?: string;
  /** What ends it; with the test, where nothing else is said. */
  readonly until?: (end: () => Promise<void>) => unknown;
}

/** The shell's main and preload, in a stand-in for Electron, with the real renderer in Chromium before them. */
export class RunningShell {
  /** Where the stand-in has `userData` and `logs`. */
  readonly home: string;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #ended: Promise<void>;
  #last = 0;

  private constructor(home: string, child: ChildProcess) {
    this.home = home;
    this.#child = child;
    child.on('message', (answer: Answer) => {
      this.#waiting.get(answer.number)?.(answer);
      this.#waiting.delete(answer.number);
    });
    this.#ended = new Promise((resolve) => child.once('close', () => resolve()));
    void this.#ended.then(() => {
      for (const [number, answer] of this.#waiting) answer({ number, error: 'the shell has ended' });
    });
  }

  static async start(
    args: readonly string[],
    { home, env = {}, main = join(root, 'desktop/dist/main/main.js'), until = onTestFinished }: Start = {},
  ): Promise<RunningShell> {
    await buildRenderer();
    const place = home ?? (await mkdtemp(join(tmpdir(), 'eventbook-shell-')));
    const program = join(root, 'tests/dist/desktop/shell/stand-in/start.js');
    const child = fork(program, [main, ...args], {
      // Vitest's own would have packages read from their sources.
      execArgv: [],
      env: {
        ...process.env,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_SYSTEM: '/dev/null',
        STAND_IN_HOME: place,
        STAND_IN_APP: join(main, '../../..'),
        ...env,
      },
    });
    const shell = new RunningShell(place, child);
    until(async () => {
      // Chromium goes first: its profile is in the folder that is removed then.
      child.kill('SIGTERM');
      await shell.ended();
      if (home === undefined) await rm(place, { recursive: true, force: true });
    });
    return shell;
  }

  async ask(ask: Ask): Promise<unknown> {
    const number = ++this.#last;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(number, resolve));
    this.#child.send({ number, ask });
    const { value, error } = await answer;
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /** What main has called of Electron under this name: the arguments of each call. */
  async calls(name: string): Promise<readonly (readonly unknown[])[]> {
    const calls = (await this.ask({ ask: 'calls' })) as readonly Call[];
    return calls.filter((call) => call.name === name).map(({ args }) => args);
  }

  /** The window's page, once it is there, driven from here. */
  async page(until: Start['until'] = onTestFinished): Promise<Page> {
    await vi.waitUntil(async () => (await this.calls('loadURL')).length === 1, { timeout: 60_000 });
    const browser = await chromium.connectOverCDP((await this.ask({ ask: 'debugger' })) as string);
    until(() => browser.close());
    const page = await vi.waitUntil(
      () =>
        browser
          .contexts()
          .flatMap((context) => context.pages())
          .find((each) => each.url().includes('eventbook-app')),
      { timeout: 60_000 },
    );
    page.setDefaultTimeout(60_000);
    return page;
  }

  /** Settles when the process has ended. */
  ended(): Promise<void> {
    return this.#ended;
  }
}
