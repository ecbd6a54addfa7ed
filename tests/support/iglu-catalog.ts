import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ImportReport } from '@eventbook/shared/import/report/import-report';
import { runCommand } from './run-command.js';

const archive = fileURLToPath(new URL('../../../shared/data/iglu-central-schemas.tgz', import.meta.url));
const root = dirname(createRequire(import.meta.url).resolve('@eventbook/tests/package.json'));
const cache = join(root, '../node_modules/.cache/eventbook-iglu');

/** Real schemas of many companies' events; not ours to commit, so they are read where they lie beside the project. */
export const hasIgluData = existsSync(archive);

export interface IgluCatalog {
  /** The 660 schemas as they were published. */
  readonly registry: string;
  /** What `import iglu` makes of them. Shared by all tests: copy it before changing anything. */
  readonly catalog: string;
  readonly report: ImportReport;
}

/** Imports the registry once for each build of Eventbook, and then has it. */
export async function igluCatalog(): Promise<IgluCatalog> {
  const folder = join(cache, buildKey());
  if (!existsSync(folder)) await make(folder);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as ImportReport;
  return { registry: join(folder, 'registry'), catalog: join(folder, 'catalog'), report };
}

async function make(folder: string): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(cache, 'making-'));
  try {
    mkdirSync(join(scratch, 'registry'));
    execFileSync('tar', ['-xzf', archive, '-C', join(scratch, 'registry')]);
    const [registry, catalog] = [join(scratch, 'registry'), join(scratch, 'catalog')];
    const args = ['import', 'iglu', registry, '--catalog', catalog, '--format', 'json'];
    const { status, stdout, stderr } = await runCommand('eventbook', args);
    if (status !== 0)
      throw new Error(`import iglu exited with ${status}:\n${stderr}${stdout.slice(0, 2000)}`);
    writeFileSync(join(scratch, 'report.json'), stdout);
    // Another worker may have been faster; its result is the same.
    if (!existsSync(folder)) renameSync(scratch, folder);
    for (const old of readdirSync(cache)) {
      if (old !== buildKey() && !old.startsWith('making-')) rmSync(join(cache, old), { recursive: true });
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Changes with every build that changes anything. */
function buildKey(): string {
  const hash = createHash('sha256');
  for (const file of [
    'shared/dist/pure.tsbuildinfo',
    'shared/dist/node.tsbuildinfo',
    'cli/dist/main.tsbuildinfo',
  ]) {
    hash.update(readFileSync(join(root, '..', file)));
  }
  return hash.digest('hex').slice(0, 16);
}
