import type { CatalogEvents } from './catalog.js';
import type { FilesEvents } from './files.js';
import type { FindingsEvents } from './findings.js';
import type { GitEvents } from './git.js';
import type { LiveEvents } from './live.js';
import type { NativeEvents } from './native.js';
import type { PublishingEvents } from './publishing.js';

/** Everything that the backend tells by itself, by name. */
export interface Events
  extends CatalogEvents, FilesEvents, FindingsEvents, GitEvents, LiveEvents, NativeEvents, PublishingEvents {}

export type EventName = keyof Events;

/** One of them on its way. */
export type EventMessage = {
  [Name in EventName]: { readonly event: Name; readonly value: Events[Name] };
}[EventName];
