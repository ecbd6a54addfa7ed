import type { CatalogSettings } from './model.js';
import { parseCatalog } from './parse.js';

/** The branch whose commits are published. */
export function publishedBranchOf({ published_branch: branch = 'main' }: CatalogSettings): string {
  return branch;
}

/** The same where only files are there. catalog.json alone says it: what else there is need not be read for it. */
export function publishedBranch(files: ReadonlyMap<string, string>): string {
  const settings = [...files].filter(([path]) => path === 'catalog.json');
  return publishedBranchOf(parseCatalog(new Map(settings)).catalog.settings);
}
