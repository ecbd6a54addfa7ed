import { createContext, use, useSyncExternalStore } from 'react';
import type { DraftFile } from '../../api/files.js';
import type { Desk } from './desk.js';
import { useStore } from './store.js';

export const DeskContext = createContext<Desk | undefined>(undefined);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === undefined) throw new Error('There is no DeskContext above.');
  return desk;
}

/** A file as it was typed last; undefined until it is here. */
export function useFile(path: string): DraftFile | undefined {
  return useStore(useDesk().drafts.file(path));
}

/** Several files at once, in the order asked for; those that are not here yet are left out. */
export function useFiles(paths: readonly string[]): readonly DraftFile[] {
  const { drafts } = useDesk();
  const stores = paths.map((path) => drafts.file(path));
  // Stores answer with the same object until something changes; a text of revisions stands for all of them.
  useSyncExternalStore(
    (listener) => {
      const ends = stores.map((store) => store.subscribe(listener));
      return () => ends.forEach((end) => end());
    },
    () => stores.map((store) => stamp(store.get())).join(' '),
  );
  return stores.flatMap((store) => store.get() ?? []);
}

/** Every file of a folder; undefined until it is known which there are. */
export function useFolder(folder: string): readonly DraftFile[] | undefined {
  const paths = useStore(useDesk().drafts.folder(folder));
  const files = useFiles(paths ?? []);
  return paths === undefined ? undefined : files.filter(({ text }) => text !== null);
}

const stamps = new WeakMap<DraftFile, number>();
let stamped = 0;

function stamp(file: DraftFile | undefined): number {
  if (file === undefined) return 0;
  const known = stamps.get(file) ?? ++stamped;
  stamps.set(file, known);
  return known;
}
