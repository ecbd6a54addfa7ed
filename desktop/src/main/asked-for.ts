import { basename, dirname } from 'node:path';
import { app } from 'electron';
import { readLink } from './link.js';

/** What a start, a link or a file that was opened asks to be shown. */
export interface AskedFor {
  /** The folder of a catalog. */
  readonly catalog?: string;
  /** A place of the app, as its address has it: `#/event/checkout.order_paid?show=json`. */
  readonly address?: string;
}

/**
 * Hears what the system asks of a process that runs already: a link, a file, a second start. What comes before there is a
 * window waits for it.
 */
export class Asked {
  #waiting: AskedFor;
  #show: ((asked: AskedFor) => void) | undefined;

  constructor(first: AskedFor) {
    this.#waiting = first;
    app.on('open-url', (event, link) => {
      event.preventDefault();
      const address = readLink(link);
      if (address !== undefined) this.#ask({ address });
    });
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.#ask({ catalog: catalogOf(path) });
    });
    app.on('second-instance', (_event, argv) => this.#ask(readArguments(argv.slice(1))));
  }

  /** What has been asked for so far. */
  take(): AskedFor {
    const asked = this.#waiting;
    this.#waiting = {};
    return asked;
  }

  /** From now on, whatever is asked for is shown at once. */
  onAsked(show: (asked: AskedFor) => void): void {
    this.#show = show;
    show(this.take());
  }

  #ask(asked: AskedFor): void {
    if (this.#show === undefined) this.#waiting = { ...this.#waiting, ...asked };
    else this.#show(asked);
  }
}

/** Reads what comes behind the program's own name: a folder, a catalog.json, a link. Chromium's switches are left to it. */
export function readArguments(given: readonly string[]): AskedFor {
  const meant = given.filter((argument) => !argument.startsWith('-'));
  const address = meant.map(readLink).find((each) => each !== undefined);
  const path = meant.find((argument) => readLink(argument) === undefined);
  return {
    ...(address === undefined ? {} : { address }),
    ...(path === undefined ? {} : { catalog: catalogOf(path) }),
  };
}

/** The folder of a catalog, for the folder itself or its catalog.json. */
function catalogOf(path: string): string {
  return basename(path) === 'catalog.json' ? dirname(path) : path;
}
