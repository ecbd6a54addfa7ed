import type { EventStatus } from '../catalog/model.js';

export const documentKinds = ['event', 'field', 'environment', 'owner', 'destination'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** One thing of a catalog as a search looks at it. Plain data: a site ships these to the browser. */
export interface SearchDocument {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly title: string;
  /** Markdown, as it stands on the card. */
  readonly description: string;
  /** Name of the owner, then its title. */
  readonly owner: string;
  readonly tags: string;
  /** Of an event: the names and titles of every field that one of its contracts names. Of an object: its properties. */
  readonly fields: string;
  /** The words of a name in camel case, which no punctuation parts. */
  readonly words: string;
  /** Of an event. */
  readonly status?: EventStatus;
  /** What the score is multiplied with: who looks for something wants what can still be used. */
  readonly weight: number;
}
