import type { Catalog } from '../catalog/model.js';
import { openBook, type SiteContext } from './book.js';
import { namespacesBelow } from './namespaces.js';
import type { SitePage } from './page.js';
import { destinationPage, destinationsPage } from './pages/destination.js';
import { environmentPage, environmentsPage } from './pages/environment.js';
import { eventPage } from './pages/event.js';
import { eventsPage, namespacePageOf } from './pages/events.js';
import { fieldPage } from './pages/field.js';
import { fieldsPage } from './pages/fields.js';
import { homePage } from './pages/home.js';
import { ownerPage, ownersPage } from './pages/owner.js';
import { searchPage } from './pages/search.js';
import { searchIndex } from './search-index.js';

/**
 * A catalog as a book to be read: every page of the site, one after the other, so that no more than one need be held. The
 * same catalog and context give the same bytes. What pages share (style, scripts, fonts) is added by node/site.
 */
export function* sitePages(catalog: Catalog, context: SiteContext = {}): Generator<SitePage> {
  const book = openBook(catalog, context);
  yield homePage(book);
  yield eventsPage(book);
  yield fieldsPage(book);
  yield environmentsPage(book);
  yield ownersPage(book);
  yield destinationsPage(book);
  yield searchPage(book);
  yield { path: 'assets/search-index.js', text: searchIndex(catalog) };
  for (const namespace of namespacesBelow(book.namespaces)) yield namespacePageOf(book, namespace);
  for (const event of catalog.events.values()) yield eventPage(book, event);
  for (const [name, declaration] of catalog.fields) yield fieldPage(book, name, declaration);
  for (const environment of catalog.environments.values()) yield environmentPage(book, environment);
  for (const [name, owner] of catalog.owners) yield ownerPage(book, name, owner);
  for (const [name, destination] of catalog.destinations) yield destinationPage(book, name, destination);
}

/** How many pages there will be, more or less: what a progress bar counts to. */
export function countPages({ events, fields, environments, owners, destinations }: Catalog): number {
  return 8 + events.size + fields.size + environments.size + owners.size + destinations.size;
}
