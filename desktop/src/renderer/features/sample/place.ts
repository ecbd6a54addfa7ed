import { placeOf, type Place } from '../../app/place.js';

/** The page on which an event is tried: a certain one, or whichever is typed. */
export function samplePlace(event = '', view: Readonly<Record<string, string>> = {}): Place {
  return placeOf('sample', event, view);
}
