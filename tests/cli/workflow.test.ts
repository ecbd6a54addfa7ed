import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { startCollector } from '../support/collector.js';
import { programs, runCommand } from '../support/run-command.js';

interface Step {
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

interface Workflow {
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

let folder: string;
let workspace: string;
let values: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'eventbook-workflow-'));
  await runCommand('eventbook', ['init', 'book'], { cwd: folder });
  git(folder, 'clone', '--quiet', '--bare', 'book', 'origin.git');
  const made = await runCommand('eventbook', ['snapshot', 'keygen', '--format', 'json']);
  values = {
    'secrets.EVENTBOOK_SIGNING_KEY': (JSON.parse(made.stdout) as { secretKey: string }).secretKey,
    'github.base_ref': 'main',
    'github.event.pull_request.number': '7',
    'github.event.pull_request.head.repo.full_name': 'shop/book',
    'github.repository': 'shop/book',
  };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/**
 * GitHub's own program cannot be had here: this one keeps the comments of a change in a folder, one file each, and lists,
 * makes and rewrites them. What is asked of the list is asked of jq, as there.
 */
function gh(comments: string): string {
  return `#!/bin/bash
set -euo pipefail
case "$*" in
  'api --paginate repos/shop/book/issues/7/comments --jq '*)
    for file in "${comments}"/*; do
      jq --null-input --arg id "$(basename "$file")" --rawfile body "$file" '{id: $id, body: $body}'
    done | jq --slurp . | jq --raw-output "$5" ;;
  'api --method POST repos/shop/book/issues/7/comments --field body=@'*)
    cp "\${6#body=@}" "${comments}/$(ls "${comments}" | wc -l)" ;;
  'api --method PATCH repos/shop/book/issues/comments/'*' --field body=@'*)
    cp "\${6#body=@}" "${comments}/$(basename "$4")" ;;
  *) echo "gh was asked: $*" >&2; exit 1 ;;
esac
`;
}

/** What a job has written for the page of its build. */
function summary(): string {
  return join(workspace, 'summary.md');
}

function git(cwd: string, ...words: string[]): string {
  return execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...words], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

/** Runs a job's own steps as its runner would, in a fresh workspace; the first that fails ends it. */
function runJob(name: string, branch: string): { failed: string | undefined; output: string } {
  workspace = mkdtempSync(join(folder, 'workspace-'));
  git(workspace, 'clone', '--quiet', '--branch', branch, join(folder, 'origin.git'), 'catalog');
  mkdirSync(join(workspace, 'eventbook'));
  const file = join(workspace, 'catalog/.github/workflows/eventbook.yml');
  const { jobs } = parse(readFileSync(file, 'utf8')) as Workflow;
  writeFileSync(join(workspace, 'gh'), gh(join(folder, 'comments')), { mode: 0o755 });
  values['runner.temp'] = workspace;
  let output = '';
  for (const step of jobs[name]?.steps ?? []) {
    // The program is the one of this checkout.
    if (step.run === undefined || step.run === 'npm ci' || !isWanted(step)) continue;
    const env = Object.fromEntries(
      Object.entries(step.env ?? {}).map(([key, value]) => [
        key,
        value.replaceAll(/\$\{\{ ([\w.]+) \}\}/gu, (_all, expression: string) => values[expression] ?? ''),
      ]),
    );
    const ran = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
      cwd: join(workspace, step['working-directory'] ?? ''),
      env: {
        ...process.env,
        ...env,
        EVENTBOOK: programs.eventbook,
        GITHUB_STEP_SUMMARY: summary(),
        RUNNER_TEMP: workspace,
        PATH: `${workspace}:${process.env['PATH']}`,
      },
      encoding: 'utf8',
    });
    output += ran.stdout + ran.stderr;
    if (ran.status !== 0) return { failed: step.run, output };
  }
  return { failed: undefined, output };
}

/** A condition as the workflow has them: `vars.NAME != ''`, `one == other`. */
function isWanted({ if: condition }: Step): boolean {
  if (condition === undefined) return true;
  const [, one = '', operator, other = ''] = /^([\w.]+) ([!=]=) ([\w.]+|'')$/u.exec(condition) ?? [];
  if (operator === undefined) throw new Error(`This runner does not know the condition ${condition}.`);
  const isEqual = (values[one] ?? '') === (other === "''" ? '' : (values[other] ?? ''));
  return isEqual === (operator === '==');
}

function commit(branch: string, path: string, change: (text: string) => string): void {
  const book = join(folder, 'book');
  git(book, 'switch', '--quiet', '--force-create', branch, 'main');
  const file = join(book, path);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  git(book, 'commit', '--quiet', '--all', '--message=change');
  git(book, 'push', '--quiet', '--force', join(folder, 'origin.git'), branch);
}

test('every merge publishes a signed snapshot, in order, on its own branch, and tags it', async () => {
  const first = runJob('publish', 'main');
  expect(first.failed, first.output).toBeUndefined();
  commit('main', 'fields/region.json', (text) => text.replace('Region of the advert', 'Region of an advert'));
  const second = runJob('publish', 'main');
  expect(second.failed, second.output).toBeUndefined();
  const again = runJob('publish', 'main');
  expect(again.failed, again.output).toBeUndefined();
  git(folder, 'clone', '--quiet', '--branch', 'eventbook/snapshots', 'origin.git', 'public');
  expect(git(join(folder, 'public'), 'rev-list', '--count', 'HEAD')).toBe('2');
  const verified = await runCommand('eventbook', [
    'snapshot',
    'verify',
    join(folder, 'public'),
    '--format',
    'json',
  ]);
  expect(JSON.parse(verified.stdout)).toMatchObject({ valid: true, signed: true, sequence: 2 });
  const origin = join(folder, 'origin.git');
  expect(git(origin, 'tag', '--list')).toBe('snapshot/1\nsnapshot/2');
  expect(git(origin, 'rev-parse', 'snapshot/2')).toBe(git(origin, 'rev-parse', 'main'));
});

test('a pull request that breaks the book is stopped, one that does not passes', () => {
  const comments = join(folder, 'comments');
  mkdirSync(comments);
  writeFileSync(
    join(comments, '0'),
    'Somebody else says <!-- what Eventbook says of this change --> something.',
  );
  commit('good', 'fields/region.json', (text) => text.replace('Region of the advert', 'Region of an advert'));
  const good = runJob('check', 'good');
  expect(good.failed, good.output).toBeUndefined();
  expect(readFileSync(summary(), 'utf8')).toMatch(
    /^<!--.*-->\n### Eventbook: 1 safe\n[^]*description of region is reworded/u,
  );
  expect(readFileSync(summary(), 'utf8')).toContain('0.1.1');
  const said = () => readdirSync(comments).map((name) => readFileSync(join(comments, name), 'utf8'));
  expect(said()).toEqual([expect.stringMatching(/^Somebody else/u), readFileSync(summary(), 'utf8')]);
  commit('edited', 'events/advert.edited/1.json', (text) => text.replace('"minItems": 1', '"minItems": 2'));
  const edited = runJob('check', 'edited');
  expect(edited.failed).toContain('check --base');
  expect(edited.output).toContain('published-contract-edited');
  expect(readFileSync(summary(), 'utf8')).toContain('⛔ Forbidden');
  expect(said()).toEqual([expect.stringMatching(/^Somebody else/u), readFileSync(summary(), 'utf8')]);
  values['github.event.pull_request.head.repo.full_name'] = 'somebody/book';
  commit('loose', 'fields/region.json', (text) => text.replaceAll('  ', '   '));
  expect(runJob('check', 'loose').failed).toContain('format --check');
  commit('broken', 'events/advert.edited/event.json', () => '{}\n');
  const broken = runJob('check', 'broken');
  expect(broken.failed).toContain('check --base');
  expect(readFileSync(summary(), 'utf8')).toContain('advert.edited');
  expect(said()[1]).not.toEqual(readFileSync(summary(), 'utf8'));
});

test('a merge releases langpacks once the collectors have its snapshot', async () => {
  commit('main', 'catalog.json', (text) => {
    const where = [{ kind: 'static', path: 'registry', url: 'http://127.0.0.1:8480/' }];
    const settings = JSON.parse(text) as object;
    const registries = { typescript: where, python: where, php: where, go: where };
    return `${JSON.stringify({ ...settings, registries }, null, 2)}\n`;
  });
  const origin = join(folder, 'origin.git');
  const data = join(folder, 'data');
  const collector = await startCollector({ catalog: origin, data, flags: ['--poll-seconds', '1'] });
  try {
    values['vars.EVENTBOOK_COLLECTORS'] = collector.operatorsUrl;
    const merged = runJob('publish', 'main');
    expect(merged.failed, merged.output).toBeUndefined();
    expect(merged.output).toContain('Released, with 6 uploads.');
    const ledger = () => git(origin, 'ls-tree', '-r', '--name-only', 'eventbook/ledger').split('\n');
    expect(ledger().filter((path) => path.endsWith('/0.1.1.json'))).toHaveLength(6);
    const verified = await runCommand('eventbook', ['langpack', 'verify', join(workspace, 'catalog')]);
    expect(verified.stdout).toContain('All is there. 6 releases');
    // Another commit that changes nothing in any langpack gives none a new number.
    commit('main', 'owners/search.json', (text) => text.replace('"title": "', '"title": "The '));
    const before = ledger();
    const again = runJob('publish', 'main');
    expect(again.failed, again.output).toBeUndefined();
    expect(ledger()).toEqual(before);
  } finally {
    await collector.stop();
  }
});

test('the whole history is fetched, wherever the book is checked out', () => {
  const { jobs } = parse(
    readFileSync(join(folder, 'book/.github/workflows/eventbook.yml'), 'utf8'),
  ) as Workflow;
  for (const { steps } of Object.values(jobs)) {
    const checkout = steps.find((step) => step.with?.['path'] === 'catalog');
    expect(checkout).toMatchObject({
      uses: expect.stringContaining('actions/checkout') as string,
      with: { 'fetch-depth': 0 },
    });
  }
});
