import { spawn } from 'node:child_process';

/** What isomorphic-git is answered when a server asks who we are. */
export interface GitCredentials {
  readonly username?: string;
  readonly password?: string;
  readonly cancel?: boolean;
}

/**
 * Who to be at a remote: EVENTBOOK_GIT_TOKEN (with EVENTBOOK_GIT_USERNAME, `x-access-token` unless set), as CI has them;
 * else whatever the machine's git would use, by its credential helpers.
 */
export async function gitCredentials(url: string): Promise<GitCredentials> {
  const { EVENTBOOK_GIT_TOKEN: token, EVENTBOOK_GIT_USERNAME: username } = process.env;
  if (token !== undefined && token !== '') return { username: username ?? 'x-access-token', password: token };
  const { protocol, host, pathname } = new URL(url);
  const asked = `protocol=${protocol.replace(/:$/u, '')}\nhost=${host}\npath=${pathname.slice(1)}\n\n`;
  const answer = new Map(
    (await fill(asked)).split('\n').map((line): [string, string] => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
  const { username: user, password } = Object.fromEntries(answer);
  // Who answers for nobody, as we have git do, has it come back with empty words.
  return password === undefined || password === '' ? { cancel: true } : { username: user ?? '', password };
}

/** Nothing where there is no git, or it knows nobody. It never asks a person: whoever runs this may be a machine. */
function fill(asked: string): Promise<string> {
  return new Promise((done) => {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: 'true', SSH_ASKPASS: 'true' };
    const program = spawn('git', ['credential', 'fill'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    let answer = '';
    program.stdout.setEncoding('utf8').on('data', (text: string) => (answer += text));
    program.on('error', () => done(''));
    program.on('close', (status) => done(status === 0 ? answer : ''));
    program.stdin.on('error', () => undefined).end(asked);
  });
}
