import { placeOf } from '../../app/place.js';

/** The ways to another catalog. */
export const openPlace = placeOf('open');
