import { placeOf, type Place } from '../../app/place.js';

/** The page on which one watches what comes in: a certain event (`checkout.*` is all of a namespace), or all of them. */
export function livePlace(event = ''): Place {
  return placeOf('live', event);
}
