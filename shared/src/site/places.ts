import type { DocumentKind } from '../search/document.js';

const folders: Readonly<Record<DocumentKind, string>> = {
  event: 'events',
  field: 'fields',
  environment: 'environments',
  owner: 'owners',
  destination: 'destinations',
};

/** The page of one thing, from the site's own folder on. Names are safe in paths and in URLs as they are. */
export function pageOf(kind: DocumentKind, name: string): string {
  return `${folders[kind]}/${name}.html`;
}

/** The page that lists all things of a kind. */
export function listOf(kind: DocumentKind): string {
  return `${folders[kind]}.html`;
}

/** The page of a namespace: `checkout`, `com.acme`. */
export function namespacePage(namespace: string): string {
  return `namespaces/${namespace}.html`;
}

/** What leads from a page back to the site's folder: the site may lie at any path of any host, or on a disk. */
export function rootOf(path: string): string {
  return '../'.repeat(path.split('/').length - 1);
}
