import type { Reference } from '@eventbook/shared/authoring/references';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useAnswer } from '../../client/client.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import type { ThingKind } from './thing-kinds.js';

const words = texts.things;
const kinds = ['event', 'field', 'environment', 'destination'] as const;

/** Everything that names a thing, kind by kind, as links. */
export function UsedBy({ kind, name }: { readonly kind: ThingKind; readonly name: string }): ReactNode {
  const outline = useStore(useDesk().outline);
  const queries = useQueryClient();
  const { data } = useAnswer('catalog.references', { kind, name });
  // Whatever changes in the catalog may name it now, or no longer.
  useEffect(() => void queries.invalidateQueries({ queryKey: ['catalog.references'] }), [queries, outline]);
  if (data === undefined) return null;
  return (
    <section aria-label={words.usedBy[kind]}>
      <h2>
        {words.usedBy[kind]} <span className="quiet used-count">{words.usedIn(data.length)}</span>
      </h2>
      {kinds.map((each) => (
        <Uses key={each} kind={each} uses={data.filter((use) => use.kind === each)} />
      ))}
    </section>
  );
}

const most = 100;

function Uses({
  kind,
  uses,
}: {
  readonly kind: (typeof kinds)[number];
  readonly uses: readonly Reference[];
}): ReactNode {
  const outline = useStore(useDesk().outline);
  const [all, setAll] = useState(false);
  if (uses.length === 0) return null;
  return (
    <>
      <h3 className="uses-kind">{words.usesOf[kind](uses.length)}</h3>
      <ul className="uses">
        {(all ? uses : uses.slice(0, most)).map(({ name, versions }) => (
          <li key={name}>
            <ThingLink kind={kind} name={name}>
              <span className="name">{name}</span>
            </ThingLink>{' '}
            <span className="quiet">
              {outline[kind].get(name)?.title ?? ''}
              {versions.length > 0 && ` · ${words.versions(versions)}`}
            </span>
          </li>
        ))}
      </ul>
      {!all && uses.length > most && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {words.showAll(uses.length)}
        </button>
      )}
    </>
  );
}
