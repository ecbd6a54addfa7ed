import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';

/** What is most likely meant: whoever works here, the only environment there is, the warehouses. */
export function useFirstChoices(): {
  readonly owner: string;
  readonly environments: readonly string[];
  readonly destinations: readonly string[];
} {
  const desk = useDesk();
  const { owner, environment, destination } = useStore(desk.outline);
  const author = useStore(desk.catalog)?.author;
  const owners = [...owner.values()];
  const mine = owners.find(({ emails }) => author !== undefined && emails.includes(author));
  const chosen = mine ?? (owners.length === 1 ? owners[0] : undefined);
  const [only] = environment.keys();
  return {
    owner: chosen?.name ?? '',
    environments: environment.size === 1 && only !== undefined ? [only] : [],
    destinations: [...destination.values()]
      .filter(({ kind }) => kind === 'warehouse')
      .map(({ name }) => name),
  };
}
