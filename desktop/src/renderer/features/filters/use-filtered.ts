import { useMemo } from 'react';
import type { EventRow } from '../../../api/catalog.js';
import { useAnswer } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { severityMarks } from '../sidebar/marks.js';
import { answersTo } from './filter.js';
import { filters } from './filter-store.js';

/** The events that answer to the filter; all of them where there is none. */
export function useFilteredEvents(): ReadonlyMap<string, EventRow> {
  const desk = useDesk();
  const { event: events, owner: owners } = useStore(desk.outline);
  const findings = useStore(desk.findings);
  const author = useStore(desk.catalog)?.author;
  const { active } = useStore(filters);
  // Comparing with what is published costs more than all the rest: only where it is asked for.
  const changes = useAnswer('changes.list', {}, { keep: true, enabled: active.includes('is:changed') }).data;
  return useMemo(() => {
    if (active.length === 0) return events;
    const situation = {
      mine: new Set(
        [...owners.values()]
          .filter(({ emails }) => author !== undefined && emails.includes(author))
          .map(({ name }) => name),
      ),
      withFindings: new Set(
        [...severityMarks(findings).keys()].map((id) =>
          id.startsWith('event:') ? id.slice('event:'.length) : '',
        ),
      ),
      changed: new Set(
        (changes?.diff.subjects ?? []).flatMap(({ subject: { kind, name } }) =>
          kind === 'event' ? [name] : [],
        ),
      ),
    };
    return new Map([...events].filter(([, row]) => answersTo(row, active, situation)));
  }, [events, owners, findings, author, active, changes]);
}
