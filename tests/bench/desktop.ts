import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { endProcess } from '../support/end-process.js';
import { generateCatalog, writeCatalogFiles } from '../support/generated-catalog.js';
import { editCatalog } from '../support/generated-edit.js';
import { git, spawnStudio } from '../support/studio-process.js';
import type { Figure } from './table.js';

interface Size {
  readonly events: number;
  /** Milliseconds from the start of the process until an event can be read. */
  readonly open: number;
}

/**
 * The desktop as a person has it, the studio in Chromium, on made-up catalogs of 1,200 and 10,000 events: how long until it
 * can be used, until a keystroke's findings are there, until a search has answered; what scrolling costs, and git.
 */
export async function benchDesktop(
  scratch: string,
  sizes: readonly Size[] = [
    { events: 1200, open: 1500 },
    { events: 10_000, open: 4000 },
  ],
): Promise<Figure[]> {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  try {
    const figures: Figure[] = [];
    for (const size of sizes)
      figures.push(...(await measure(browser, size, join(scratch, String(size.events)))));
    return figures;
  } finally {
    await browser.close();
  }
}

async function measure(browser: Browser, { events, open }: Size, scratch: string): Promise<Figure[]> {
  const directory = join(scratch, 'catalog');
  const state = join(scratch, 'state');
  await mkdir(state, { recursive: true });
  const files = generateCatalog({ events });
  await writeCatalogFiles(directory, files);
  git(directory, 'init', '--quiet', '--initial-branch=main');
  git(directory, 'config', 'user.name', 'Olga Lind');
  git(directory, 'config', 'user.email', 'olga@example.com');
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '--message=Weeks ago');
  await writeCatalogFiles(directory, editCatalog(files));
  git(directory, 'add', '.');
  git(directory, 'commit', '--quiet', '--message=Today');
  git(directory, 'switch', '--quiet', '--create=work');

  const begun = performance.now();
  const { child, address } = await spawnStudio({ directory, state });
  const listening = performance.now() - begun;
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(120_000);
  const loaded = weigh(page);
  try {
    await page.goto(address);
    await page.getByRole('tree').waitFor();
    await page.locator('h1.name').waitFor();
    const usable = performance.now() - begun;
    const bundle = await loaded();
    const names = [...files.keys()].flatMap((path) => /^events\/(.+)\/event\.json$/u.exec(path)?.[1] ?? []);
    const opening = await timeOpenings(page, names);
    const scrolling = await scriptPerFrame(page);
    const search = await timeSearch(page);
    const typing = await timeTyping(page, names[7] ?? '');
    const ask = asker(page);
    const diff = await timeDiff(ask);
    const commits = await timeCommits(ask, directory, names);
    const renderer = await rendererMebibytes(browser);
    const what = (text: string): string => `${events.toLocaleString('en')} events: ${text}`;
    const less = { isLess: true } as const;
    return [
      {
        what: what('open to usable'),
        value: usable,
        unit: 'ms',
        bar: open,
        ...less,
        note: `the process listens after ${listening.toFixed(0)} ms`,
      },
      { what: what('keystroke to findings, p95'), ...spread(typing), bar: 50, ...less },
      { what: what('search, p95'), ...spread(search), bar: 50, ...less },
      { what: what('an event opened, p95'), ...spread(opening), bar: 100, ...less },
      {
        what: what('script per frame while the tree scrolls'),
        value: scrolling,
        unit: 'ms',
        bar: 8,
        ...less,
      },
      { what: what('diff of two commits'), ...diff, bar: 1000, ...less },
      { what: what('commit of 10 files'), ...commits, bar: 1000, ...less },
      { what: what("the page's process"), value: renderer, unit: 'MiB', bar: 400, ...less },
      { what: what('first load, compressed'), value: bundle, unit: 'MB', bar: 2, ...less },
    ];
  } finally {
    await endProcess(child, 'SIGTERM');
  }
}

type Spread = Pick<Figure, 'value' | 'unit' | 'note'>;

function spread(times: readonly number[]): Spread {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { value: at(0.95), unit: 'ms', note: `median ${at(0.5).toFixed(1)} ms of ${times.length}` };
}

/** Megabytes, compressed as a server would, of all that the page has loaded when it is asked. */
function weigh(page: Page): () => Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/api/')) bodies.push(response.body().catch(() => Buffer.alloc(0)));
  });
  return async () => {
    let bytes = 0;
    for (const body of await Promise.all(bodies)) bytes += gzipSync(body).length;
    return bytes / 1e6;
  };
}

type Ask = (
  method: string,
  request: unknown,
) => Promise<{ readonly value: unknown; readonly milliseconds: number }>;

/** Asks the backend from the page, by the same road as the page itself. */
function asker(page: Page): Ask {
  return async (method, request) => {
    const script = `(async () => {
      const begun = performance.now();
      const session = localStorage.getItem('eventbook.session');
      const response = await fetch('./api/${method}', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: 'Bearer ' + session },
        body: ${JSON.stringify(JSON.stringify(request))},
      });
      const text = await response.text();
      return { ok: response.ok, text, milliseconds: performance.now() - begun };
    })()`;
    const answer = await page.evaluate<{ ok: boolean; text: string; milliseconds: number }>(script);
    if (!answer.ok) throw new Error(answer.text);
    const { value } = JSON.parse(answer.text) as { value: unknown };
    return { value, milliseconds: answer.milliseconds };
  };
}

/** Milliseconds from a link to an event until its page is there; spread over the catalog. */
async function timeOpenings(page: Page, names: readonly string[]): Promise<number[]> {
  const step = Math.max(1, Math.floor(names.length / 40));
  const times: number[] = [];
  for (const name of names.filter((_name, index) => index % step === 0)) {
    const script = `new Promise((done) => {
      const begun = performance.now();
      const look = () => {
        if (document.querySelector('h1.name')?.textContent !== ${JSON.stringify(name)}) return;
        if (document.querySelector('table') === null) return;
        observer.disconnect();
        done(performance.now() - begun);
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { childList: true, subtree: true, characterData: true });
      location.hash = ${JSON.stringify(`#/event/${name}`)};
      look();
    })`;
    times.push(await page.evaluate<number>(script));
  }
  return times;
}

/** Milliseconds of script for each frame in which the tree, with many of its folders open, moved. */
async function scriptPerFrame(page: Page): Promise<number> {
  const tree = page.getByRole('tree');
  await tree.hover();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const script = async (): Promise<number> => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0) * 1000;
  };
  await page.evaluate(`(() => {
    let scroller = document.querySelector('[role=tree]');
    while (scroller.scrollHeight <= scroller.clientHeight) scroller = scroller.parentElement;
    scroller.scrollTop = 0;
    window.moved = 0;
    let last = 0;
    const frame = () => {
      if (scroller.scrollTop !== last) window.moved += 1;
      last = scroller.scrollTop;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })()`);
  const before = await script();
  for (let turn = 0; turn < 80; turn += 1) {
    await page.mouse.wheel(0, turn < 60 ? 180 : -360);
    await page.waitForTimeout(16);
  }
  const spent = (await script()) - before;
  return spent / (await page.evaluate<number>('window.moved'));
}

/** Waits until the page has measured more than so many; for so many milliseconds at most. */
async function grown(page: Page, list: string, from: number, patience: number): Promise<void> {
  const end = performance.now() + patience;
  // Asked by the debugger: the page's policy evaluates no text of its own.
  while ((await page.evaluate<number>(`window.${list}.length`)) <= from && performance.now() < end)
    await page.waitForTimeout(5);
}

/** Milliseconds from each letter that is typed until what is found is another list. */
async function timeSearch(page: Page): Promise<number[]> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').last().waitFor();
  await page.evaluate(`(() => {
    window.times = [];
    let begun;
    document.addEventListener('keydown', () => { begun = performance.now(); }, true);
    new MutationObserver(() => {
      if (begun === undefined) return;
      window.times.push(performance.now() - begun);
      begun = undefined;
    }).observe(document.querySelector('[role=listbox]'), { childList: true, subtree: true, characterData: true });
  })()`);
  for (const words of ['order paid', 'serch result', 'delivery cost', 'user id']) {
    await page.keyboard.press('Control+a');
    for (const letter of words) {
      const known = await page.evaluate<number>('window.times.length');
      await page.keyboard.press(letter === ' ' ? 'Space' : letter);
      // A letter that changes nothing has no answer to wait for.
      await grown(page, 'times', known, 1000);
    }
  }
  const times = await page.evaluate<number[]>('window.times');
  await page.keyboard.press('Escape');
  return times;
}

/** Milliseconds from a letter typed into a card's JSON, that makes a finding or mends it, until the count of them is another. */
async function timeTyping(page: Page, event: string): Promise<number[]> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/event/${event}?show=text`)}`);
  await page.locator('.view-line', { hasText: '"owner"' }).first().click();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.evaluate(`(() => {
    window.typed = [];
    let begun;
    document.addEventListener('keydown', () => { begun = performance.now(); }, true);
    const nav = document.querySelector('a[href="#/problems"]');
    new MutationObserver(() => {
      if (begun === undefined) return;
      window.typed.push(performance.now() - begun);
      begun = undefined;
    }).observe(nav, { childList: true, subtree: true, characterData: true });
  })()`);
  for (let turn = 0; turn < 40; turn += 1) {
    await page.keyboard.press(turn % 2 === 0 ? 'x' : 'Backspace');
    await grown(page, 'typed', turn, 60_000);
    // As people type: what is checked is one letter, not what has piled up.
    await page.waitForTimeout(80);
  }
  return page.evaluate<number[]>('window.typed');
}

async function timeDiff(ask: Ask): Promise<Spread> {
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1)
    times.push((await ask('changes.list', { before: 'main~1', after: 'main' })).milliseconds);
  const [first = 0, ...later] = times;
  const median = later.sort((one, other) => one - other)[2] ?? first;
  return { value: first, unit: 'ms', note: `asked again ${median.toFixed(0)} ms` };
}

interface ReadFile {
  readonly path: string;
  readonly text: string;
  readonly revision: number;
}

/** Ten cards are given another title and committed, beside git doing the same. */
async function timeCommits(
  ask: Ask,
  directory: string,
  names: readonly string[],
): Promise<Spread & Pick<Figure, 'baseline'>> {
  const paths = names.slice(20, 30).map((name) => `events/${name}/event.json`);
  const times: number[] = [];
  for (let turn = 0; turn < 5; turn += 1) {
    const files = (await ask('files.read', { paths })).value as ReadFile[];
    const changes = files.map(({ path, text, revision }) => ({
      path,
      text: text.replace('"title": "', `"title": "${turn} `),
      revision,
    }));
    await ask('files.write', { changes });
    const message = `Titles, turn ${turn}`;
    times.push((await ask('git.commit', { message, paths })).milliseconds);
  }
  const text = readFileSync(join(directory, paths[0] ?? ''), 'utf8');
  if (!text.includes('"4 3 2 1 0 ')) throw new Error('what was committed is not what was typed');
  git(directory, 'reset', '--quiet', '--soft', 'HEAD~1');
  const begun = performance.now();
  execFileSync('git', ['add', ...paths], { cwd: directory });
  execFileSync('git', ['commit', '--quiet', '--message=By git'], { cwd: directory });
  const byGit = performance.now() - begun;
  const [median = 0] = times.sort((one, other) => one - other).slice(2);
  return { value: median, unit: 'ms', baseline: { what: 'git', value: byGit } };
}

/** Memory of its own that the largest of Chromium's pages holds. */
async function rendererMebibytes(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => /RssAnon:\s+(\d+) kB/u.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? '0');
  return Math.max(...sizes.map(Number)) / 1024;
}
