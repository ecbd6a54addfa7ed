import { type ReactNode, useState } from 'react';
import { placeForFile } from '../../app/place-for-file.js';
import { addressOf } from '../../app/place.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { SeverityMark } from '../../parts/FindingMark.js';
import { texts } from '../../texts/texts.js';
import { FixButton } from './FixButton.js';
import './fixes.css';

const words = texts.fixes;
const most = 5;

/** What is found in the files of a page, and the button that mends it. */
export function PageFindings({ paths }: { readonly paths: readonly string[] }): ReactNode {
  const byFile = useStore(useDesk().findings);
  const [all, setAll] = useState(false);
  const found = paths.flatMap((path) => byFile.get(path) ?? []);
  const findings = [
    ...found.filter(({ severity }) => severity === 'error'),
    ...found.filter(({ severity }) => severity === 'warning'),
  ];
  if (findings.length === 0) return null;
  return (
    <section className="page-findings" aria-label={words.found}>
      <ul>
        {(all ? findings : findings.slice(0, most)).map((finding) => (
          <li key={`${finding.file}${finding.pointer}${finding.rule}${finding.message}`}>
            <SeverityMark severity={finding.severity} />
            <span className="page-finding-words">
              <a href={addressOf(placeForFile(finding.file, finding.pointer))}>{finding.message}</a>
              {finding.fix !== undefined && <span className="quiet">{finding.fix}</span>}
            </span>
            <FixButton finding={finding} />
          </li>
        ))}
      </ul>
      {!all && findings.length > most && (
        <button type="button" className="link-button" onClick={() => setAll(true)}>
          {words.showAll(findings.length)}
        </button>
      )}
    </section>
  );
}
