/**
 * How MiniSearch indexes and ranks. Plain data, so that a site can hand the same to its browser; MiniSearch's own
 * way of parting words takes `.` and `_` as the ends of words, which is what names want.
 */
export const searchedFields = ['name', 'words', 'title', 'tags', 'fields', 'owner', 'description'] as const;

/** Where a thing is named. */
export const namingFields = ['name', 'words', 'title'] as const;

export const searchOptions = {
  boost: { name: 5, words: 4, title: 4, tags: 2, fields: 1.5, owner: 1.2, description: 1 },
  prefix: true,
  /** One slip in words of three letters or more, up to two in long ones. */
  fuzzy: 0.25,
  maxFuzzy: 2,
  combineWith: 'AND',
} as const;
