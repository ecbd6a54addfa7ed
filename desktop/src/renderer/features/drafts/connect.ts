import { Store } from '../../data/store.js';

/** Whether it is asked where the repository is sent to. */
export const connectDialog = new Store(false);
