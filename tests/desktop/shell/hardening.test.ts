import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { catalogInGit } from '../studio.js';
import { RunningShell } from './running-shell.js';

// One test a point of https://www.electronjs.org/docs/latest/tutorial/security, under its number there.

const root = fileURLToPath(new URL('../../../', import.meta.url));
const ours = 'eventbook-app://app/';

let shell: RunningShell;
let page: Page;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const until = (end: () => Promise<void>): unknown => ends.unshift(end);
  shell = await RunningShell.start([await catalogInGit(until)], { until });
  page = await shell.page(until);
  await page.getByRole('tree').waitFor();
});
afterAll(async () => {
  for (const end of ends) await end();
});

interface WindowOptions {
  readonly webPreferences: Readonly<Record<string, unknown>>;
}

async function preferences(): Promise<Readonly<Record<string, unknown>>> {
  const [[options] = []] = await shell.calls('new BrowserWindow');
  return (options as WindowOptions).webPreferences;
}

describe('the window', () => {
  it('1: loads what is its own and asks nothing of the network', async () => {
    expect(await shell.calls('loadURL')).toEqual([[expect.stringMatching(`^${ours}`)]]);
    expect(await shell.calls('request to the network')).toEqual([]);
    const asked = await page.evaluate(
      'fetch("https://example.com/").then(() => "answered", () => "refused")',
    );
    expect(asked).toBe('refused');
  });

  it.each([
    ['2: has no Node', 'nodeIntegration', false],
    ['3: is isolated from its preload script', 'contextIsolation', true],
    ['4: is in the sandbox', 'sandbox', true],
    ['6: keeps to the web’s own rules', 'webSecurity', true],
  ])('%s', async (_point, name, value) => {
    expect((await preferences())[name]).toBe(value);
  });

  it('4: and so is everything that is ever opened', async () => {
    expect(await shell.calls('app.enableSandbox')).toHaveLength(1);
  });

  it.each([
    ['8: takes nothing insecure', 'allowRunningInsecureContent'],
    ['9: has no experiments', 'experimentalFeatures'],
    ['10: has no features of Blink switched on', 'enableBlinkFeatures'],
    ['11: has no pages inside', 'webviewTag'],
    ['2: has no Node in its workers', 'nodeIntegrationInWorker'],
    ['2: has no Node in its frames', 'nodeIntegrationInSubFrames'],
  ])('%s', async (_point, name) => {
    expect((await preferences())[name] ?? false).toBe(false);
  });

  it.each(['media', 'geolocation', 'notifications', 'midi', 'clipboard-read', 'openExternal', 'fileSystem'])(
    '5: may not have %s',
    async (permission) => {
      expect(await shell.ask({ ask: 'permission', permission })).toEqual({ asked: false, checked: false });
    },
  );

  it('5: may put text into the clipboard, where a button says so', async () => {
    const permission = 'clipboard-sanitized-write';
    expect(await shell.ask({ ask: 'permission', permission })).toEqual({ asked: true, checked: true });
  });

  it('7: comes with a policy that lets in no script but its own', async () => {
    const { headers } = (await shell.ask({ ask: 'request', url: `${ours}index.html` })) as {
      headers: Record<string, string>;
    };
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    const run =
      'new Promise((done) => { const s = document.createElement("script"); s.textContent = "window.ran = 1"; document.body.append(s); setTimeout(() => done(window.ran ?? 0), 50); })';
    expect(await page.evaluate(run)).toBe(0);
  });

  it('12: embeds no page', async () => {
    expect(await shell.ask({ ask: 'contents', event: 'will-attach-webview', url: ours })).toBe(true);
  });

  it.each([
    ['https://example.com/', true],
    ['file:///etc/passwd', true],
    ['eventbook-app://elsewhere/index.html', true],
    ['eventbook-app://app.example.com/', true],
    [`${ours}index.html`, false],
  ])('13: and its way to %s: stopped is %s', async (url, stopped) => {
    for (const event of ['will-navigate', 'will-redirect'])
      expect(await shell.ask({ ask: 'contents', event, url })).toBe(stopped);
  });

  it('14: opens no other window', async () => {
    await page.evaluate('window.open("https://example.com/docs")');
    await page.evaluate('window.open("about:blank")');
    await expect.poll(() => shell.calls('window.open')).toHaveLength(2);
    for (const [, answer] of await shell.calls('window.open')) expect(answer).toEqual({ action: 'deny' });
    expect(await shell.calls('new BrowserWindow')).toHaveLength(1);
  });

  it('15: hands the system addresses of the web and of letters, and nothing that it could start', async () => {
    const before = (await shell.calls('shell.openExternal')).length;
    const wanted = [
      'https://example.com/rules',
      'mailto:payments@example.com',
      'http://example.com/',
      'file:///usr/bin/xterm',
      'smb://example.com/share',
      'javascript:alert(1)',
      'ms-msdt:/id',
      'not an address',
    ];
    for (const url of wanted) await page.evaluate(`window.open(${JSON.stringify(url)})`);
    await expect.poll(async () => (await shell.calls('window.open')).at(-1)?.[0]).toBe(wanted.at(-1));
    expect((await shell.calls('shell.openExternal')).slice(before)).toEqual([
      ['https://example.com/rules'],
      ['mailto:payments@example.com'],
    ]);
  });

  it('16: is of a current Electron', () => {
    const { version } = createRequire(import.meta.url)('electron/package.json') as { version: string };
    expect(Number(version.split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it.each([
    ['another window', 2, ours],
    ['another page', 1, 'https://example.com/'],
    ['a page that looks like ours', 1, 'eventbook-app://app.example.com/'],
  ])('17: hears nothing from %s', (_who, sender, frame) => {
    const asked = shell.ask({
      ask: 'invoke',
      channel: 'eventbook:ask',
      sender,
      frame,
      method: 'catalog.current',
    });
    return expect(asked).rejects.toThrow('This is not for you.');
  });

  it('17: hears its own page', async () => {
    const frame = `${ours}index.html`;
    const answer = await shell.ask({
      ask: 'invoke',
      channel: 'eventbook:ask',
      sender: 1,
      frame,
      method: 'catalog.current',
    });
    expect(answer).toHaveProperty('value.name');
  });

  it('18: serves its files under a scheme of its own, and nothing beside them', async () => {
    const schemes = await shell.calls('protocol.registerSchemesAsPrivileged');
    expect(schemes).toEqual([
      [
        [
          {
            scheme: 'eventbook-app',
            privileges: expect.not.objectContaining({ bypassCSP: true }) as unknown,
          },
        ],
      ],
    ]);
    for (const path of [
      '..%2fmain%2fmain.js',
      '%2e%2e/main/main.js',
      '..%5cmain%5cmain.js',
      'nothing.html',
      '',
    ])
      expect(await shell.ask({ ask: 'request', url: `${ours}${path}` })).toMatchObject({ status: 404 });
  });

  it('20: is lent three functions, and nothing of Electron', async () => {
    expect(await page.evaluate('Object.keys(window.eventbook).sort()')).toEqual(['abort', 'ask', 'listen']);
    expect(await page.evaluate('[typeof require, typeof process, typeof Buffer]')).toEqual([
      'undefined',
      'undefined',
      'undefined',
    ]);
  });
});

it('19: its fuses are set so that nobody runs another program with it', async () => {
  const { electronFuses } = parse(await readFile(`${root}electron-builder.yml`, 'utf8')) as {
    electronFuses: Record<string, boolean>;
  };
  expect(electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});
