import { Store } from '../../data/store.js';
import type { ThingKind } from './thing-kinds.js';

/** What the dialog for a new thing asks about; undefined where it is closed. */
export const newThingDialog = new Store<ThingKind | undefined>(undefined);
