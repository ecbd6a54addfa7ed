import { placeOf } from '../../app/place.js';

export const draftsPlace = placeOf('drafts');
