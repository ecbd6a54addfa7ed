import { createRequire } from 'node:module';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// From src/node/site and from dist/node/site these are the same.
const style = new URL('../../../src/site/assets/', import.meta.url);
const scripts = new URL('../../../dist/site/client/', import.meta.url);

const require = createRequire(import.meta.url);

/** The families that site.css names. Shipped, so that the book looks alike everywhere and asks nobody for anything. */
const families = [
  require.resolve('@fontsource-variable/inter/index.css'),
  require.resolve('@fontsource-variable/source-serif-4/index.css'),
  require.resolve('@fontsource-variable/jetbrains-mono/index.css'),
];

/** What all pages of a site share, by path from the site's folder on. */
export async function siteAssets(): Promise<ReadonlyMap<string, Uint8Array>> {
  const assets = new Map<string, Uint8Array>();
  for (const name of ['site.css', 'icon.svg'])
    assets.set(`assets/${name}`, await readFile(new URL(name, style)));
  for (const name of ['site.js', 'search.js'])
    assets.set(`assets/${name}`, await readFile(new URL(name, scripts)));
  assets.set('assets/minisearch.js', await readFile(miniSearchPath()));
  const styles: string[] = [];
  for (const family of families) {
    const folder = dirname(family);
    const css = await readFile(family, 'utf8');
    styles.push(css.replaceAll('url(./files/', 'url(fonts/'));
    for (const file of await readdir(join(folder, 'files'))) {
      if (css.includes(`/${file})`))
        assets.set(`assets/fonts/${file}`, await readFile(join(folder, 'files', file)));
    }
  }
  assets.set('assets/fonts.css', new TextEncoder().encode(styles.join('')));
  return assets;
}

/** The build that a page can load without modules; the package's `exports` do not name it. */
function miniSearchPath(): string {
  const main = fileURLToPath(import.meta.resolve('minisearch'));
  return join(dirname(main), '../umd/index.js');
}
