/** `#recheck` of package.json: the library in plain JavaScript, without the processes and native programs of its main module. */
import type { checkSync } from 'recheck';

declare const recheck: { readonly checkSync: typeof checkSync };
export default recheck;
