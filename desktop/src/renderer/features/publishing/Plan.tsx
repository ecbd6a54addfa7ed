import type { ReactNode } from 'react';
import type { LangpackPlan, PlannedLangpack } from '../../../api/publishing.js';
import { addressOf } from '../../app/place.js';
import { ThingLink } from '../../parts/Link.js';
import { texts } from '../../texts/texts.js';
import { placeOfLangpack } from './place.js';

const words = texts.publishing;

/** Every langpack: the version that it gets or has, and why. What gets a new one comes first. */
export function Plan({ plan: { langpacks, ledger, obstacle } }: { readonly plan: LangpackPlan }): ReactNode {
  const news = langpacks.filter(isNew);
  const others = langpacks.filter((langpack) => !isNew(langpack));
  if (langpacks.length === 0) return obstacle === undefined && <p className="notice">{words.none}</p>;
  return (
    <section className="stack" aria-labelledby="plan-title">
      <h2 id="plan-title">{words.plan}</h2>
      <p>
        {news.length === 0 ? words.nothing : words.count(news.length)}{' '}
        {ledger !== '' && <span className="quiet">{words.compared(ledger)}</span>}
      </p>
      <table className="langpacks" aria-labelledby="plan-title">
        <thead>
          <tr>
            <th scope="col">{words.columns.environment}</th>
            <th scope="col">{words.columns.language}</th>
            <th scope="col">{words.columns.package}</th>
            <th scope="col">{words.columns.version}</th>
            <th scope="col">{words.columns.why}</th>
          </tr>
        </thead>
        <tbody>
          {[...news, ...others].map((langpack) => (
            <LangpackRow key={`${langpack.package}/${langpack.version}`} langpack={langpack} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function isNew({ state }: PlannedLangpack): boolean {
  return state === 'first' || state === 'changed';
}

function LangpackRow({ langpack }: { readonly langpack: PlannedLangpack }): ReactNode {
  const { environment, language, generation, package: name, version, previous, state } = langpack;
  return (
    <tr className={isNew(langpack) ? 'new' : ''}>
      <td>
        <ThingLink kind="environment" name={environment} />
      </td>
      <td>
        {words.languages[language]}{' '}
        {generation > 1 && <span className="quiet">{words.generation(generation)}</span>}
      </td>
      <th scope="row">
        <a
          className="name"
          href={addressOf(placeOfLangpack(langpack))}
          aria-label={words.lookAt(name)}
          title={words.look}
        >
          {name}
        </a>
      </th>
      <td>
        {isNew(langpack) && previous !== undefined && <span className="quiet">{words.from(previous)} </span>}
        {isNew(langpack) ? <strong>{version}</strong> : version}
      </td>
      <td className="quiet">{words.why[state]}</td>
    </tr>
  );
}
