import { gitCredentials, type GitCredentials } from '@eventbook/shared/node/git/credentials';

export interface Login {
  readonly token: string;
  readonly username?: string | undefined;
}

/** What a person has said of who they are, by the server that asked. In memory, and gone with the process. */
export class Logins {
  readonly #known = new Map<string, Login>();

  keep(url: string, login: Login): void {
    this.#known.set(new URL(url).origin, login);
  }

  /** What was said last; else what the environment or the machine's git knows. */
  async at(url: string): Promise<GitCredentials> {
    const login = this.#known.get(new URL(url).origin);
    if (login === undefined) return gitCredentials(url);
    // What forges take beside a token where it matters to nobody.
    return { username: login.username ?? 'x-access-token', password: login.token };
  }
}
