import { expect, it } from 'vitest';
import { useBrowser } from '../site/browser.js';
import { readTheBook } from './stories/read-the-book.js';
import { startStudio } from './studio.js';

const browser = useBrowser();

it('shows the book: tree, event, search by keys alone', async () => {
  const studio = await startStudio();
  const { page, complaints } = await browser.open({ colorScheme: 'light' });
  await page.goto(studio.address);
  await readTheBook(page);
  expect(complaints).toEqual([]);
});
