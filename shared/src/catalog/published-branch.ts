import { parseCatalog } from './parse.js';

/** The branch whose commits are published. catalog.json alone says it: what else there is need not be read for it. */
export function publishedBranch(files: ReadonlyMap<string, string>): string {
  const settings = [...files].filter(([path]) => path === 'catalog.json');
  return parseCatalog(new Map(settings)).catalog.settings.published_branch ?? 'main';
}
