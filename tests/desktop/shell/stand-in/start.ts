// As `electron <main> <arguments>`, with Debian's Chromium for the window: node start.js <main> <arguments>
import Module, { register } from 'node:module';
import { pathToFileURL } from 'node:url';

register(new URL('../../../../desktop/shell/stand-in/resolve.mjs', import.meta.url));
const electron = await import('electron');
const { runStandIn } = await import('./run.js');

// The same for those who require it.
const loading = Module as unknown as { _load: (name: string, ...rest: unknown[]) => unknown };
const load = loading._load.bind(Module);
loading._load = (name, ...rest) => (name === 'electron' ? electron : load(name, ...rest));

const [, , main = ''] = process.argv;
// As with `electron <folder of the app>`.
process.argv.splice(1, 2, electron.app.getAppPath());
await runStandIn(() => import(pathToFileURL(main).href));
