import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import type { Choice } from '../../parts/choice.js';

interface Titled {
  readonly name: string;
  readonly title: string;
}

/** Things of the catalog to choose from, by their titles. */
export function choicesOf(rows: ReadonlyMap<string, Titled>): Choice[] {
  return [...rows.values()].map(({ name, title }) => ({
    value: name,
    label: title === '' ? name : title,
    hint: name,
  }));
}

/** The title of a thing; its bare name where there is no such thing, or it has none. */
export function titleOf(rows: ReadonlyMap<string, Titled>, name: string): string {
  const title = rows.get(name)?.title ?? '';
  return title === '' ? name : title;
}

/** Every tag that some event has, those first that many have. */
export function useTags(): Choice[] {
  const events = useStore(useDesk().outline).event;
  const counts = new Map<string, number>();
  for (const { tags } of events.values()) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([tag]) => ({ value: tag, label: tag }));
}
