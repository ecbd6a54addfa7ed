import { Store } from '../../data/store.js';

/** Whether the dialog for a new draft is open. */
export const newDraftDialog = new Store(false);
