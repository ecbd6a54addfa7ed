import { useVirtualizer } from '@tanstack/react-virtual';
import type { Finding } from '@eventbook/shared/check/finding';
import { type ReactNode, useRef } from 'react';
import { placeForFile } from '../../app/place-for-file.js';
import { addressOf } from '../../app/place.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { SeverityMark } from '../../parts/FindingMark.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';
import { FixButton } from '../fixes/FixButton.js';
import { countBySeverity } from './count.js';
import './problems.css';

const words = texts.problems;

/** Every finding of the catalog: errors first, file by file. */
export function ProblemsPage(): ReactNode {
  const desk = useDesk();
  const byFile = useStore(desk.findings);
  const checking = useStore(desk.checking);
  const findings = [...byFile.values()].flat().sort(bySeverityAndPlace);
  const { error, warning } = countBySeverity(byFile.values());
  return (
    <div className="page-column">
      <h1>{words.title}</h1>
      {checking instanceof Error && <Problem error={checking} />}
      <p role="status" className={findings.length === 0 && checking === 'done' ? undefined : 'quiet'}>
        {checking === 'running' && words.checking}
        {checking === 'done' && (findings.length === 0 ? words.none : words.summary(error, warning))}
      </p>
      {findings.length > 0 && <FindingList findings={findings} />}
    </div>
  );
}

function FindingList({ findings }: { readonly findings: readonly Finding[] }): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: findings.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 62,
    overscan: 8,
  });
  return (
    <div className="finding-list" ref={scroller} tabIndex={0} role="region" aria-label={words.list}>
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start, key }) => {
          const finding = findings[index];
          return (
            finding && (
              <li
                key={key}
                data-index={index}
                ref={rows.measureElement}
                style={{ transform: `translateY(${start}px)` }}
              >
                <FindingRow finding={finding} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function FindingRow({ finding }: { readonly finding: Finding }): ReactNode {
  const { severity, message, fix, file, pointer, rule } = finding;
  return (
    <div className="finding">
      <a href={addressOf(placeForFile(file, pointer))}>
        <SeverityMark severity={severity} />
        <span className="finding-words">
          <span>{message}</span>
          {fix !== undefined && <span className="quiet">{fix}</span>}
          <span className="finding-place">
            {file}
            {pointer} <span>{rule}</span>
          </span>
        </span>
      </a>
      <FixButton finding={finding} />
    </div>
  );
}

function bySeverityAndPlace(a: Finding, b: Finding): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.pointer < b.pointer ? -1 : 1;
}
