import { Store } from '../../data/store.js';

/** Whether the dialog is open. */
export const commitDialog = new Store(false);
