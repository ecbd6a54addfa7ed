import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCatalog } from '@eventbook/shared/catalog/parse';
import { fileKinds, fileKindOf } from '@eventbook/shared/catalog/schemas/file-kinds';
import { checkCatalog } from '@eventbook/shared/check/check';
import { IncrementalCheck } from '@eventbook/shared/check/incremental/incremental-check';
import { diffCatalogs } from '@eventbook/shared/diff/diff-catalogs';
import { readCatalogFolder } from '@eventbook/shared/node/catalog-folder';
import { buildContent } from '@eventbook/shared/snapshot/content';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { generateCatalog, writeCatalogFiles } from '../support/generated-catalog.js';
import { editCatalog } from '../support/generated-edit.js';
import { runCommand } from '../support/run-command.js';
import type { Figure } from './table.js';

interface Bars {
  readonly check: number;
  readonly edit: number;
  readonly diff: number;
  readonly snapshot: number;
  readonly site: number;
}

/** Milliseconds, for 1,200 events. */
const bars: Bars = { check: 1000, edit: 30, diff: 500, snapshot: 500, site: 10_000 };

/** By what they measure, in milliseconds. */
type Times = Readonly<Record<string, { readonly first: number; readonly median: number }>>;

/**
 * A made-up catalog of 1,200 events with three contracts each, 400 fields and 40 environments: read and checked, checked
 * again after an edit, compared with itself some weeks later, built into a snapshot, made into a site. The same with 10,000
 * events, where each may take as much longer as there is more of it. Beside them the same files read, parsed by JSON.parse
 * and validated by ajv alone.
 */
export async function benchBook(
  scratch: string,
  sizes: readonly number[] = [1200, 10_000],
): Promise<Figure[]> {
  const figures: Figure[] = [];
  const [smallest = 1] = sizes;
  let first: Times | undefined;
  for (const events of sizes) {
    const times = await measure(join(scratch, String(events)), events);
    figures.push(...figuresOf(events, times, smallest, first));
    first ??= times;
  }
  return figures;
}

function figuresOf(events: number, times: Times, smallest: number, first: Times | undefined): Figure[] {
  const bare = times['bare']?.median ?? 1;
  return Object.entries(times).map(([name, { first: cold, median }]): Figure => {
    const what = `${events.toLocaleString('en')} events: ${titles[name] ?? name}`;
    const note = cold === median ? '' : `the first time ${cold.toFixed(1)} ms`;
    const base = { what, value: median, unit: 'ms', isLess: true, note } as const;
    if (first !== undefined) {
      const baseline = { what: `${smallest.toLocaleString('en')} events`, value: first[name]?.median ?? 1 };
      // Twice what was measured below a millisecond is noise.
      return {
        ...base,
        baseline: { ...baseline, ...(baseline.value < 1 ? {} : { bar: events / smallest }) },
      };
    }
    const bar = bars[name as keyof Bars] as number | undefined;
    if (name === 'bare') return base;
    return { ...base, baseline: { what: 'bare', value: bare }, ...(bar === undefined ? {} : { bar }) };
  });
}

const titles: Readonly<Record<string, string>> = {
  bare: 'bare: files read, JSON.parse, ajv',
  load: 'load: files read and parsed',
  check: 'load and full check',
  edit: 'check after one edit',
  diff: 'diff of two, a twentieth changed',
  proven: 'the same, every payload judged',
  snapshot: 'snapshot from what was read',
  site: 'site, by its command',
};

async function measure(folder: string, events: number): Promise<Times> {
  const files = generateCatalog({ events });
  await writeCatalogFiles(folder, files);
  // What takes ten seconds is not repeated as often as what takes one.
  const turns = events > 5000 ? 3 : 5;
  const bare = await timed(() => readBare(folder), turns);
  const load = await timed(async () => parseCatalog((await readCatalogFolder(folder)).files), turns);
  const check = await timed(async () => checkCatalog((await readCatalogFolder(folder)).files), turns);
  const before = parseCatalog(files).catalog;
  const after = parseCatalog(editCatalog(files)).catalog;
  const diff = await timed(() => diffCatalogs(before, after), turns);
  const proven = await timed(() => diffCatalogs(before, after, { prove: true }), turns);
  const snapshot = await timed(() => buildContent(before), turns);
  const edit = await timeEdits(files);
  const begun = performance.now();
  const { status, stderr } = await runCommand('eventbook', ['site', `${folder}-site`, '--catalog', folder]);
  if (status !== 0) throw new Error(`site: ${stderr}`);
  const site = performance.now() - begun;
  return { bare, load, check, edit, diff, proven, snapshot, site: { first: site, median: site } };
}

/** One edit after another of an event's card, as one types. */
async function timeEdits(files: ReadonlyMap<string, string>): Promise<{ first: number; median: number }> {
  const live = new IncrementalCheck(files);
  const [path = '', text = ''] = [...files].find(([one]) => one.endsWith('/event.json')) ?? [];
  let keystroke = 0;
  return timed(() => {
    keystroke += 1;
    return live.edit([[path, text.replace('"title": "', `"title": "${'x'.repeat(keystroke)}`)]]);
  }, 30);
}

const ajv = new Ajv2020({ strict: false, formats: { date: true, 'portable-name': true } });
const validators = new Map<string, ValidateFunction>();

/** What anybody would do first: no check but that of each file's JSON Schema. */
async function readBare(folder: string): Promise<number> {
  let valid = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const kind = fileKindOf(path.slice(folder.length + 1))?.kind ?? 'settings';
    const validate = validators.get(kind) ?? ajv.compile(fileKinds[kind].schema);
    validators.set(kind, validate);
    if (validate(JSON.parse(await readFile(path, 'utf8')))) valid += 1;
  }
  return valid;
}

/** The first time, as a command that starts has it, and the median of so many more. */
async function timed(work: () => unknown, turns: number): Promise<{ first: number; median: number }> {
  const times: number[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  const [first = 0, ...others] = times;
  return { first, median: others.sort((one, other) => one - other)[Math.floor(others.length / 2)] ?? first };
}
