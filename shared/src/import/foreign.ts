/**
 * What every importer makes of the book it reads: events with their versions, each a JSON Schema. From here on an
 * import does not know where it came from.
 */

/** A schema of any draft from 4 to 2020-12, as it was parsed. Nothing about it is trusted. */
export type ForeignSchema = Readonly<Record<string, unknown>> | boolean;

export interface ForeignVersion {
  /** As its own book writes it: `1-0-2`, `1.2.0`. */
  readonly label: string;
  /**
   * Names this version for ever, in one line: `iglu:com.acme/click/jsonschema/1-0-2`. It stands in the note of the
   * contract that is made of it, which is how a second import knows it again.
   */
  readonly origin: string;
  /** Where it was read, and the JSON pointer at which the schema begins there. */
  readonly file: string;
  readonly pointer: string;
  readonly schema: ForeignSchema;
}

export interface ForeignEvent {
  /** Its name there, the namespace's parts first: `['com', 'acme', 'link_click']`. */
  readonly name: readonly string[];
  /** The same as its own book writes it: `com.acme/link_click`. */
  readonly shownName: string;
  readonly title?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  /** Oldest first. */
  readonly versions: readonly ForeignVersion[];
  /** What was seen of it, where the import guesses from data. */
  readonly evidence?: readonly string[];
}

/** Something that could not be read, or was not meant to be. */
export interface Unread {
  readonly file: string;
  /** JSON pointer (RFC 6901); `''` is the whole file. */
  readonly pointer: string;
  readonly reason: string;
}

export interface ForeignBook {
  readonly events: readonly ForeignEvent[];
  /** Broken: an import goes on without it only where it is told to. */
  readonly problems: readonly Unread[];
  /** Nothing that this import reads: other formats, other files. */
  readonly skipped: readonly Unread[];
  /** Other documents by path or `$id`, for references between files. */
  readonly documents?: ReadonlyMap<string, unknown>;
}
