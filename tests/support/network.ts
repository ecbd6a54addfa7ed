import { execFileSync } from 'node:child_process';

/** Where a program runs: the address that is its own, and the command by which it is started there. */
export interface Host {
  readonly address: string;
  /** Before the program's own command; nothing where it runs beside the test. */
  readonly within: readonly string[];
}

export const loopback: Host = { address: '127.0.0.1', within: [] };

/** The block that RFC 2544 sets aside for tests of networks: nobody is reached by it. */
const block = '198.18';

/** A host on a network of its own. */
export interface NetworkHost extends Host {
  /** Takes its cable out: nothing comes or goes, and nobody is told. */
  readonly cut: () => void;
  readonly mend: () => void;
}

/**
 * A network on this machine: a bridge, and a network namespace with an address for each host. The test itself reaches all of
 * them. Needs root, and `ip`.
 */
export class Network {
  readonly #name: string;
  readonly #subnet: string;
  readonly #hosts: string[] = [];

  private constructor(name: string, subnet: string) {
    this.#name = name;
    this.#subnet = subnet;
  }

  static make(): Network {
    const network = new Network(`eb${process.pid}`, `${block}.${process.pid % 250}`);
    ip('link', 'add', network.#name, 'type', 'bridge');
    ip('address', 'add', `${network.#subnet}.1/24`, 'dev', network.#name);
    ip('link', 'set', network.#name, 'up');
    return network;
  }

  host(): NetworkHost {
    const number = this.#hosts.length + 2;
    // Names of interfaces have fifteen characters at most.
    const host = `${this.#name}-${number}`;
    const address = `${this.#subnet}.${number}`;
    const inside = ['netns', 'exec', host, 'ip'];
    ip('netns', 'add', host);
    this.#hosts.push(host);
    ip('link', 'add', host, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', host);
    ip('link', 'set', host, 'master', this.#name, 'up');
    ip(...inside, 'address', 'add', `${address}/24`, 'dev', 'eth0');
    ip(...inside, 'link', 'set', 'eth0', 'up');
    ip(...inside, 'link', 'set', 'lo', 'up');
    return {
      address,
      within: ['ip', 'netns', 'exec', host],
      cut: () => ip('link', 'set', host, 'down'),
      mend: () => ip('link', 'set', host, 'up'),
    };
  }

  /** What runs in it has to be ended before. */
  remove(): void {
    for (const host of this.#hosts.splice(0)) {
      // By itself it goes with the namespace, which the kernel keeps while a connection in it lingers.
      ip('link', 'delete', host);
      ip('netns', 'delete', host);
    }
    ip('link', 'delete', this.#name);
  }
}

function ip(...words: readonly string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}
