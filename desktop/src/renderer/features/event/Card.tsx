import type { ReactNode } from 'react';
import type { OutlineKind } from '../../../api/catalog.js';
import { useDesk } from '../../data/desk-context.js';
import { type JsonObject, objectIn, textIn, textsIn } from '../../data/lenient.js';
import { useStore } from '../../data/store.js';
import { ThingLink } from '../../parts/Link.js';
import { Markdown } from '../../parts/Markdown.js';
import { texts } from '../../texts/texts.js';

const words = texts.event;

/** What the card says, to be read. */
export function Card({ card }: { readonly card: JsonObject }): ReactNode {
  const environments = Object.entries(objectIn(card['environments']));
  const deprecation = objectIn(card['deprecation']);
  const replacement = textIn(deprecation['replacement']);
  return (
    <section className="card" aria-label={words.about}>
      {'since' in deprecation && (
        <p className="notice warning">
          {words.deprecated(textIn(deprecation['since']), textIn(deprecation['reason']))}{' '}
          {replacement !== '' && (
            <>
              {words.replacement} <ThingLink kind="event" name={replacement} />
            </>
          )}
        </p>
      )}
      <Markdown text={textIn(card['description'])} />
      <dl className="facts">
        <Fact title={words.owner}>
          <Thing kind="owner" name={textIn(card['owner'])} />
        </Fact>
        <Fact title={words.environments}>
          <List
            items={environments.map(([name, said]) => (
              <span key={name}>
                <Thing kind="environment" name={name} />{' '}
                {textIn(objectIn(said)['ended']) !== '' && (
                  <span className="quiet">{words.ended(textIn(objectIn(said)['ended']))}</span>
                )}
              </span>
            ))}
          />
        </Fact>
        <Fact title={words.destinations}>
          <List
            items={textsIn(card['destinations']).map((name) => (
              <Thing key={name} kind="destination" name={name} />
            ))}
          />
        </Fact>
        <Fact title={words.tags}>
          <List
            items={textsIn(card['tags']).map((tag) => (
              <span key={tag} className="tag">
                {tag}
              </span>
            ))}
          />
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function List({ items }: { readonly items: readonly ReactNode[] }): ReactNode {
  return items.length === 0 ? (
    <span className="quiet">{words.none}</span>
  ) : (
    <span className="listed">{items}</span>
  );
}

/** A thing by its title; by its bare name where there is no such thing. */
function Thing({ kind, name }: { readonly kind: OutlineKind; readonly name: string }): ReactNode {
  const row = useStore(useDesk().outline)[kind].get(name);
  if (name === '') return <span className="quiet">{words.none}</span>;
  if (row === undefined) return <code>{name}</code>;
  return (
    <ThingLink kind={kind} name={name}>
      {row.title === '' ? name : row.title}
    </ThingLink>
  );
}
