import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';

/** What a page said against the site's wishes: errors of scripts, refusals of the content policy, dialogs. */
export interface OpenedPage {
  readonly page: Page;
  readonly complaints: string[];
}

/** Debian's Chromium, started once for the tests of a file. */
export function useBrowser(): { open: (options?: BrowserContextOptions) => Promise<OpenedPage> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      // Tests run as root in containers, where Chromium's own sandbox cannot be set up.
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    });
  });
  afterAll(() => browser?.close());
  return {
    open: async (options = {}) => {
      if (browser === undefined) throw new Error('the browser has not been started');
      const page = await (await browser.newContext(options)).newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
      });
      page.on('dialog', (dialog) => {
        complaints.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      return { page, complaints };
    },
  };
}
