import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import type { EventRow } from '../../../api/catalog.js';
import { useAnswer } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import type { OutlineMaps } from '../../data/outline-store.js';
import { useStore } from '../../data/store.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import type { ThingKind } from './thing-kinds.js';

const words = texts.things;

interface Use {
  readonly kind: 'event' | 'field' | 'environment';
  readonly name: string;
  readonly title: string;
  readonly note?: string;
}

/** Everything that names a thing, as links. */
export function UsedBy({ kind, name }: { readonly kind: ThingKind; readonly name: string }): ReactNode {
  return kind === 'field' ? <FieldUses name={name} /> : <NamedBy kind={kind} name={name} />;
}

function FieldUses({ name }: { readonly name: string }): ReactNode {
  const outline = useStore(useDesk().outline);
  const uses = outline.field.get(name)?.uses ?? 0;
  const queries = useQueryClient();
  const { data } = useAnswer('catalog.fieldUses', { field: name }, { keep: true });
  // The row counts uses: when that is another number, the answer of before is old.
  useEffect(() => void queries.invalidateQueries({ queryKey: ['catalog.fieldUses'] }), [queries, uses]);
  if (data === undefined) return null;
  const rows = data.map(({ event, versions }): Use => ({
    kind: 'event',
    name: event,
    title: outline.event.get(event)?.title ?? '',
    note: words.versions(versions),
  }));
  return <Uses title={words.usedBy.field} note={words.used(rows.length)} uses={rows} />;
}

function NamedBy({
  kind,
  name,
}: {
  readonly kind: Exclude<ThingKind, 'field'>;
  readonly name: string;
}): ReactNode {
  const outline = useStore(useDesk().outline);
  const isUser: Readonly<Record<typeof kind, (row: EventRow) => boolean>> = {
    environment: ({ environments }) => environments.includes(name),
    destination: ({ destinations }) => destinations.includes(name),
    owner: ({ owner }) => owner === name,
  };
  const events = [...outline.event.values()].filter(isUser[kind]).map(asUse('event'));
  return (
    <>
      <Uses title={words.usedBy[kind]} note={words.used(events.length)} uses={events} />
      {kind === 'owner' && <Owned outline={outline} name={name} />}
    </>
  );
}

function Owned({ outline, name }: { readonly outline: OutlineMaps; readonly name: string }): ReactNode {
  const fields = [...outline.field.values()].filter(({ owner }) => owner === name).map(asUse('field'));
  const environments = [...outline.environment.values()]
    .filter(({ owner }) => owner === name)
    .map(asUse('environment'));
  return (
    <>
      {fields.length > 0 && <Uses title={words.ownedFields} uses={fields} />}
      {environments.length > 0 && <Uses title={words.ownedEnvironments} uses={environments} />}
    </>
  );
}

function asUse(kind: Use['kind']): (row: { readonly name: string; readonly title: string }) => Use {
  return ({ name, title }) => ({ kind, name, title });
}

const most = 100;

function Uses({
  title,
  note,
  uses,
}: {
  readonly title: string;
  readonly note?: string;
  readonly uses: readonly Use[];
}): ReactNode {
  const [all, setAll] = useState(false);
  return (
    <section aria-label={title}>
      <h2>
        {title} {note !== undefined && <span className="quiet used-count">{note}</span>}
      </h2>
      <ul className="uses">
        {(all ? uses : uses.slice(0, most)).map(({ kind, name, title: said, note: more }) => (
          <li key={name}>
            <ThingLink kind={kind} name={name}>
              <span className="name">{name}</span>
            </ThingLink>{' '}
            <span className="quiet">
              {said}
              {more !== undefined && ` · ${more}`}
            </span>
          </li>
        ))}
      </ul>
      {!all && uses.length > most && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {words.showAll(uses.length)}
        </button>
      )}
    </section>
  );
}
