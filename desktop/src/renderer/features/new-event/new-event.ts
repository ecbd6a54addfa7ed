import { Store } from '../../data/store.js';

/** What the dialog for a new event begins with; undefined while it is closed. */
export const newEventDialog = new Store<{ readonly name: string } | undefined>(undefined);
