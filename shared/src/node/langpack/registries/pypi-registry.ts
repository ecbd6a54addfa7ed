import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'ini';
import { sha256, type Artifact } from '../archives/artifact.js';
import { metadataOf } from '../archives/python-archives.js';
import type { PackedRelease, Registry } from './registry.js';
import { refused, shownUrl, unavailable } from './registry-errors.js';

const loginHint =
  'Set TWINE_USERNAME and TWINE_PASSWORD (or EVENTBOOK_PYPI_TOKEN), or name the repository in ~/.pypirc.';

/**
 * A Python package index: uploads by the legacy API, as twine speaks it; what it has is read from its simple
 * index (PEP 503, PEP 691).
 * @param url where uploads go
 * @param index the simple index; `simple/` below `url` unless it is somewhere else
 */
export function pypiRegistry(
  url: string,
  index = new URL('simple/', url.replace(/\/*$/u, '/')).href,
): Registry {
  const name = shownUrl(url);
  return {
    name,
    async look(reference) {
      const hashes = await hashesIn(name, index, reference.package, await loginFor(url));
      const files = reference.artifacts.map(({ file }) => file);
      const missing = files.filter((file) => !hashes.has(file));
      const different = reference.artifacts.filter(({ file, sha256: recorded }) => {
        const present = hashes.get(file);
        return present !== undefined && present !== recorded;
      });
      if (different.length > 0) return { state: 'different', files: different.map(({ file }) => file) };
      return missing.length > 0 ? { state: 'missing', files: missing } : { state: 'complete' };
    },
    async tryConnection(packageName) {
      const login = await loginFor(url);
      await hashesIn(name, index, packageName, login);
      // An upload without a file: whoever may publish is told that it is missing, all others that they may not.
      const answer = await ask(name, url, { method: 'POST' }, login);
      if (answer.status === 401 || answer.status === 403) throw refused(name, answer.status, '', loginHint);
    },
    async put(release) {
      const login = await loginFor(url);
      const present = await hashesIn(name, index, release.name, login);
      for (const artifact of release.artifacts) {
        if (!present.has(artifact.file)) await upload(name, url, release, artifact, login);
      }
    },
  };
}

async function upload(
  name: string,
  url: string,
  release: PackedRelease,
  artifact: Artifact,
  login: Login | undefined,
): Promise<void> {
  const isWheel = artifact.file.endsWith('.whl');
  const metadata = metadataOf(release.name, release.files);
  const header = (field: string): string | undefined =>
    new RegExp(`^${field}: (.+)$`, 'mu').exec(metadata.split('\n\n', 1)[0] ?? '')?.[1];
  const form = new FormData();
  const fields: Readonly<Record<string, string | undefined>> = {
    ':action': 'file_upload',
    protocol_version: '1',
    name: release.name,
    version: release.version,
    metadata_version: header('Metadata-Version'),
    summary: header('Summary'),
    requires_python: header('Requires-Python'),
    filetype: isWheel ? 'bdist_wheel' : 'sdist',
    pyversion: isWheel ? 'py3' : 'source',
    sha256_digest: sha256(artifact.bytes),
  };
  for (const [field, value] of Object.entries(fields)) if (value !== undefined) form.set(field, value);
  form.set('content', new Blob([Uint8Array.from(artifact.bytes)]), artifact.file);
  const answer = await ask(name, url, { method: 'POST', body: form }, login).catch((cause: unknown) =>
    answerWithoutFile(name, url, login, cause),
  );
  if (!answer.ok) throw refused(name, answer.status, await answer.text().catch(() => ''), loginHint);
}

/**
 * A server that does not know us may close before it has read the file, and its answer is lost on the way. It is asked for
 * again with nothing to read; where that is no refusal, the connection was broken after all.
 */
async function answerWithoutFile(
  name: string,
  url: string,
  login: Login | undefined,
  cause: unknown,
): Promise<Response> {
  const answer = await ask(name, url, { method: 'POST' }, login);
  if (answer.status === 401 || answer.status === 403) return answer;
  throw cause;
}

/** SHA-256 by file name of what the index lists of a project. */
async function hashesIn(
  name: string,
  index: string,
  project: string,
  login: Login | undefined,
): Promise<ReadonlyMap<string, string>> {
  const base = new URL(`${project.toLowerCase().replace(/[-_.]+/gu, '-')}/`, index.replace(/\/*$/u, '/'))
    .href;
  const accept =
    'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.5, text/html;q=0.1';
  const answer = await ask(name, base, { headers: { accept } }, login);
  if (answer.status === 404) return new Map();
  if (!answer.ok) throw refused(name, answer.status, '', loginHint);
  const text = await answer.text();
  const listed = /json/u.test(answer.headers.get('content-type') ?? '')
    ? fromJson(name, text)
    : fromHtml(text);
  const hashes = new Map<string, string>();
  for (const { file, url, hash } of listed) {
    hashes.set(file, hash ?? sha256(await download(name, new URL(url, base).href, login)));
  }
  return hashes;
}

interface Listed {
  readonly file: string;
  readonly url: string;
  readonly hash: string | undefined;
}

function fromJson(name: string, text: string): Listed[] {
  try {
    const { files } = JSON.parse(text) as {
      files: { filename: string; url: string; hashes: { sha256?: string } }[];
    };
    return files.map(({ filename, url, hashes }) => ({ file: filename, url, hash: hashes.sha256 }));
  } catch (cause) {
    throw unavailable(name, 'its index is no JSON of PEP 691', cause);
  }
}

function fromHtml(text: string): Listed[] {
  return [...text.matchAll(/<a\s[^>]*href="([^"]+)"[^>]*>([^<]+)<\/a>/giu)].map(
    ([, link = '', file = '']) => {
      const [url = '', fragment] = link.split('#');
      return { file: file.trim(), url, hash: /^sha256=([0-9a-f]{64})/u.exec(fragment ?? '')?.[1] };
    },
  );
}

async function download(name: string, url: string, login: Login | undefined): Promise<Uint8Array> {
  const answer = await ask(name, url, {}, login);
  if (!answer.ok) throw unavailable(name, `it lists ${shownUrl(url)} and answers ${answer.status} for it`);
  return new Uint8Array(await answer.arrayBuffer());
}

interface Login {
  readonly username: string;
  readonly password: string;
}

async function ask(
  name: string,
  url: string,
  request: RequestInit,
  login: Login | undefined,
): Promise<Response> {
  const headers = new Headers(request.headers);
  if (login !== undefined) {
    const pair = Buffer.from(`${login.username}:${login.password}`).toString('base64');
    headers.set('authorization', `Basic ${pair}`);
  }
  let answer: Response;
  try {
    answer = await fetch(url, { ...request, headers, signal: AbortSignal.timeout(60_000) });
  } catch (cause) {
    const reason =
      cause instanceof Error ? (cause.cause instanceof Error ? cause.cause.message : cause.message) : '';
    throw unavailable(name, reason, cause);
  }
  if (answer.status >= 500) throw unavailable(name, `it answered ${answer.status}`);
  return answer;
}

/** As twine has it: from the environment, else the section of ~/.pypirc whose repository this is. */
async function loginFor(url: string): Promise<Login | undefined> {
  const { EVENTBOOK_PYPI_TOKEN: token, TWINE_USERNAME: username, TWINE_PASSWORD: password } = process.env;
  if (token !== undefined && token !== '') return { username: '__token__', password: token };
  if (username !== undefined && password !== undefined) return { username, password };
  const text = await readFile(join(homedir(), '.pypirc'), 'utf8').catch(() => '');
  const slashless = (each: string): string => each.replace(/\/+$/u, '');
  for (const section of Object.values(parse(text)) as Readonly<Record<string, string>>[]) {
    const { repository, username: user, password: secret } = section;
    if (repository === undefined || slashless(repository) !== slashless(url)) continue;
    if (user !== undefined && secret !== undefined) return { username: user, password: secret };
  }
  return undefined;
}
