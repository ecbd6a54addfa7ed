import { placeOf, type Place } from '../../app/place.js';

/** Where one decides about what a branch of the remote, as `origin/work`, changed as well. */
export function mergePlace(from: string): Place {
  return placeOf('merge', from);
}
