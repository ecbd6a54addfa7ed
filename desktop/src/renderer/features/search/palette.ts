import { Store } from '../../data/store.js';

/** Whether the search box is open. */
export const paletteOpen = new Store(false);
