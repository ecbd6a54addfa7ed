/** What a search ends with: something; the certainty that there is nothing; or neither. */
export type Found<Thing> = { readonly value: Thing } | 'none' | 'unknown';

/** Set by a search that may have missed what it looked for, so that finding nothing proves nothing. */
export interface Doubt {
  isUnknown: boolean;
}
