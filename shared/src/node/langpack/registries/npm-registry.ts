import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'ini';
import npmFetch from 'npm-registry-fetch';
import { AppError } from '../../../errors/app-error.js';
import { sha256 } from '../archives/artifact.js';
import type { PackedRelease, Registry } from './registry.js';
import { refused, shownUrl, unavailable } from './registry-errors.js';

const loginHint =
  'Set EVENTBOOK_NPM_TOKEN, or log in as npm does: //host/:_authToken=… in .npmrc (npm login --registry=…).';

/** An npm registry, by the protocol of `npm publish`. */
export function npmRegistry(url: string): Registry {
  const name = shownUrl(url);
  return {
    name,
    async look({ package: packageName, version, artifacts: [recorded] }) {
      const document = await ask<Packument>(name, `/${escaped(packageName)}`, await optionsFor(url));
      const tarball = document?.versions?.[version]?.dist?.tarball;
      if (recorded === undefined || tarball === undefined) {
        return { state: 'missing', files: recorded === undefined ? [] : [recorded.file] };
      }
      const archive = await download(name, tarball, await optionsFor(url));
      const state = sha256(archive) === recorded.sha256 ? 'complete' : 'different';
      return state === 'complete' ? { state } : { state, files: [recorded.file] };
    },
    async tryConnection(packageName) {
      const options = await optionsFor(url);
      const who = await ask<{ readonly username?: string }>(name, '/-/whoami', options);
      // Some registries know nobody by name; that the package can be asked for has to do there.
      if (who === undefined) await ask(name, `/${escaped(packageName)}`, options);
      else if (who.username === undefined) {
        throw new AppError('user', 'registry_refused', `The registry ${name} does not know who we are.`, {
          hint: loginHint,
          data: { registry: name },
        });
      }
    },
    async put(release) {
      const body = publishDocument(release, url);
      const options = { ...(await optionsFor(url)), method: 'PUT', body };
      try {
        await npmFetch(`/${escaped(release.name)}`, options);
      } catch (cause) {
        // Somebody else may just have put the same there: look decides.
        if (statusOf(cause) === 409) throw conflict(name, release);
        throw told(name, cause);
      }
    },
  };
}

interface Packument {
  readonly versions?: Readonly<Record<string, { readonly dist?: { readonly tarball?: string } }>>;
}

/** https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md, as npm itself puts it. */
function publishDocument({ name, version, files, artifacts }: PackedRelease, url: string): object {
  const [archive] = artifacts;
  const manifest = files.get('package.json');
  if (archive === undefined || manifest === undefined) {
    throw new AppError('bug', 'internal', `The langpack ${name} has no package.json.`);
  }
  const hash = (algorithm: string): Buffer => createHash(algorithm).update(archive.bytes).digest();
  const file = `${name}-${version}.tgz`;
  const dist = {
    tarball: new URL(`${name}/-/${file}`, url.replace(/\/*$/u, '/')).href,
    shasum: hash('sha1').toString('hex'),
    integrity: `sha512-${hash('sha512').toString('base64')}`,
  };
  const description = {
    ...(JSON.parse(manifest) as Record<string, unknown>),
    _id: `${name}@${version}`,
    dist,
  };
  return {
    _id: name,
    name,
    'dist-tags': { latest: version },
    versions: { [version]: description },
    access: null,
    _attachments: {
      [file]: {
        content_type: 'application/octet-stream',
        data: Buffer.from(archive.bytes).toString('base64'),
        length: archive.bytes.length,
      },
    },
  };
}

function escaped(name: string): string {
  return name.replaceAll('/', '%2f');
}

/** A token from the environment, else what .npmrc says of the host, with its ${VARIABLES}. */
async function optionsFor(registry: string): Promise<npmFetch.Options> {
  const token = process.env['EVENTBOOK_NPM_TOKEN'];
  const common = {
    registry,
    timeout: 60_000,
    fetchRetries: 2,
    fetchRetryMintimeout: 1000,
    fetchRetryMaxtimeout: 5000,
  };
  if (token !== undefined && token !== '') {
    const place = registry.replace(/^https?:/iu, '').replace(/\/*$/u, '/');
    return { ...common, [`${place}:_authToken`]: token };
  }
  const path =
    process.env['NPM_CONFIG_USERCONFIG'] ?? process.env['npm_config_userconfig'] ?? join(homedir(), '.npmrc');
  const text = await readFile(path, 'utf8').catch(() => '');
  const withVariables = text.replace(
    /\$\{([A-Za-z0-9_]+)\}/gu,
    (_all, name: string) => process.env[name] ?? '',
  );
  const logins = Object.entries(parse(withVariables)).filter(([key]) => key.startsWith('//'));
  return { ...common, ...Object.fromEntries(logins) };
}

/** Undefined where the registry has no such thing. */
async function ask<Answer>(
  name: string,
  path: string,
  options: npmFetch.Options,
): Promise<Answer | undefined> {
  try {
    return (await npmFetch.json(path, { ...options, preferOnline: true })) as unknown as Answer;
  } catch (cause) {
    if (statusOf(cause) === 404) return undefined;
    throw told(name, cause);
  }
}

async function download(name: string, url: string, options: npmFetch.Options): Promise<Uint8Array> {
  try {
    return new Uint8Array(await (await npmFetch(url, options)).arrayBuffer());
  } catch (cause) {
    throw told(name, cause);
  }
}

function statusOf(cause: unknown): number | undefined {
  const status = cause instanceof Error && 'statusCode' in cause ? cause.statusCode : undefined;
  return typeof status === 'number' ? status : undefined;
}

function told(name: string, cause: unknown): AppError {
  const status = statusOf(cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (status !== undefined && status >= 400 && status < 500) return refused(name, status, reason, loginHint);
  return unavailable(name, reason, cause);
}

function conflict(name: string, release: PackedRelease): AppError {
  return new AppError(
    'conflict',
    'release_conflict',
    `${name} has ${release.name} ${release.version} already.`,
    {
      hint: 'Run it again: if it is the same, that is seen and all is well.',
      data: { registry: name, package: release.name, version: release.version },
    },
  );
}
