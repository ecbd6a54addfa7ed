import type { ReactNode } from 'react';
import type { SampleVerdict } from '../../../api/sample.js';
import { texts } from '../../texts/texts.js';

const words = texts.sample;

/** What would become of an event, why, and where it would be kept. */
export function Verdict({
  verdict: { outcome, violations, lands, isDraft },
  onGo,
}: {
  readonly verdict: SampleVerdict;
  readonly onGo: (pointer: string) => void;
}): ReactNode {
  return (
    <>
      <p role="status" className="sample-outcome">
        <strong className={`outcome ${outcome}`}>{words.outcomes[outcome]}</strong>{' '}
        <span>{words.outcomeHints[outcome]}</span>
      </p>
      {isDraft && <p className="notice">{words.draft}</p>}
      {violations.length > 0 && (
        <ul className="sample-reasons" aria-label={words.reasons}>
          {violations.map(({ code, pointer, message }, index) => (
            <li key={index}>
              <span className="code quiet">{code}</span>{' '}
              {pointer !== '' && (
                <button
                  type="button"
                  className="link-button code"
                  aria-label={words.showAt(pointer)}
                  onClick={() => onGo(pointer)}
                >
                  {pointer}
                </button>
              )}
              <p>{message}</p>
            </li>
          ))}
        </ul>
      )}
      {lands !== undefined && (
        <details className="sample-lands" open={!lands.isQuarantine}>
          <summary>{words.lands}</summary>
          <p>{words.landsIn(lands.table, lands.columns.length)}</p>
          <ul aria-label={words.lands}>
            {lands.columns.map(({ name, type }) => (
              <li key={name}>
                <span className="code">{name}</span> <span className="code quiet">{type}</span>
              </li>
            ))}
          </ul>
          <p className="quiet small">{words.collectorAdds}</p>
        </details>
      )}
    </>
  );
}
