import { createRequire } from 'node:module';
import type { checkSync } from 'recheck';

interface Library {
  readonly checkSync: typeof checkSync;
}

let library: Library | undefined;

/**
 * What `#recheck` is in Node (package.json): three megabytes of JavaScript, read when the first pattern is measured. Most programs
 * start without one, and reading it takes longer than all else that they read.
 */
const recheck: Library = {
  checkSync: (...given) => {
    library ??= createRequire(import.meta.url)('recheck/lib/browser.js') as Library;
    return library.checkSync(...given);
  },
};
export default recheck;
