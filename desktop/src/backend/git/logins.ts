import { gitCredentials, type GitCredentials } from '@eventbook/shared/node/git/credentials';
import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Secrets } from '../native/native.js';

const schema = Type.Object({ token: Type.String(), username: Type.Optional(Type.String()) });
export type Login = Static<typeof schema>;

/**
 * What a person has said of who they are, by the server that asked: kept where the system keeps secrets; without that, in
 * memory, and gone with the process.
 */
export class Logins {
  readonly #secrets: Secrets | undefined;
  readonly #known = new Map<string, Login>();

  constructor(secrets: Secrets | undefined) {
    this.#secrets = secrets;
  }

  async keep(url: string, login: Login): Promise<void> {
    this.#known.set(new URL(url).origin, login);
    await this.#secrets?.write(secretFor(url), JSON.stringify(login));
  }

  /** What was said last; else what the environment or the machine's git knows. */
  async at(url: string): Promise<GitCredentials> {
    const login = this.#known.get(new URL(url).origin) ?? (await this.#kept(url));
    if (login === undefined) return gitCredentials(url);
    // What forges take beside a token where it matters to nobody.
    return { username: login.username ?? 'x-access-token', password: login.token };
  }

  async #kept(url: string): Promise<Login | undefined> {
    const kept: unknown = JSON.parse((await this.#secrets?.read(secretFor(url))) ?? 'null');
    return Value.Check(schema, kept) ? kept : undefined;
  }
}

function secretFor(url: string): string {
  return `git ${new URL(url).origin}`;
}
