import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A web server as many run it: nginx in front of PHP-FPM, in a folder of its own, on sockets in it. */
export interface WebServer {
  /** Answers the body of a page, when all of it is there. */
  readonly get: (path: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

const sbin = '/usr/sbin';

/** @param parameters what the page finds in `$_SERVER` */
export async function startWebServer(
  folder: string,
  page: string,
  parameters: Readonly<Record<string, string>>,
  workers: number,
): Promise<WebServer> {
  const fpm = readdirSync(sbin).find((name) => /^php-fpm[0-9.]+$/u.test(name)) ?? 'php-fpm';
  const [fpmSocket, socket] = [join(folder, 'fpm.sock'), join(folder, 'nginx.sock')];
  const user = process.getuid?.() === 0 ? 'user = root\ngroup = root\n' : '';
  await writeFile(
    join(folder, 'fpm.conf'),
    `[global]\nerror_log = ${folder}/fpm.log\n[www]\n${user}listen = ${fpmSocket}\npm = static\npm.max_children = ${workers}\n`,
  );
  const given = Object.entries(parameters).map(([name, value]) => `fastcgi_param ${name} "${value}";`);
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; ${user === '' ? '' : 'user root;'} pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; events {}
     http { access_log off;
       ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}
       server { listen unix:${socket}; location / {
         fastcgi_pass unix:${fpmSocket}; fastcgi_param SCRIPT_FILENAME ${page}; fastcgi_param REQUEST_METHOD GET;
         fastcgi_param QUERY_STRING $query_string; ${given.join(' ')} } } }`,
  );
  const children = [
    spawn(join(sbin, fpm), ['-F', '-R', '-y', join(folder, 'fpm.conf')], { stdio: 'ignore' }),
    spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], {
      stdio: 'ignore',
      env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:${sbin}` },
    }),
  ];
  while (!existsSync(fpmSocket) || !existsSync(socket)) {
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('The web server ended at once.');
    await sleep(20);
  }
  return {
    get: (path) => get(socket, path),
    stop: async () => {
      await Promise.all(children.map(end));
    },
  };
}

function get(socketPath: string, path: string): Promise<string> {
  return new Promise((done, failed) => {
    const asked = request({ socketPath, path, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => done(text));
    });
    asked.on('error', failed).end();
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
