import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { OutlineKind } from '../../../api/catalog.js';
import { placeOf } from '../../app/place.js';
import { goTo, usePlace } from '../../app/router.js';
import { useDesk } from '../../data/desk-context.js';
import { useStore } from '../../data/store.js';
import { SeverityMark } from '../../parts/FindingMark.js';
import { texts } from '../../texts/texts.js';
import { useFilteredEvents } from '../filters/use-filtered.js';
import { severityMarks } from './marks.js';
import { moveInTree } from './tree-keys.js';
import { foldersAbove, treeKinds, treeRows, type TreeRow } from './tree.js';

const rowHeight = 26;
const labels: Readonly<Record<OutlineKind, string>> = {
  event: texts.sidebar.events,
  field: texts.sidebar.fields,
  environment: texts.sidebar.environments,
  owner: texts.sidebar.owners,
  destination: texts.sidebar.destinations,
};

/** Everything in the catalog. Only what is in sight is in the page, so thousands of events scroll as a dozen do. */
export function Tree(): ReactNode {
  const desk = useDesk();
  const everything = useStore(desk.outline);
  const events = useFilteredEvents();
  const outline = useMemo(() => ({ ...everything, event: events }), [everything, events]);
  // What answers to a filter is seen at once, in whichever folder it is.
  const filtered = events !== everything.event;
  const findings = useStore(desk.findings);
  const place = usePlace();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(['folder:event']));
  const [active, setActive] = useState('folder:event');
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(
    () => treeRows(outline, (id) => open.has(id) || (filtered && id.startsWith('folder:event')), labels),
    [outline, open, filtered],
  );
  const marks = useMemo(() => severityMarks(findings), [findings]);
  const shown = treeKinds.find((kind) => kind === place.page);
  const current = shown === undefined ? '' : `${shown}:${place.name}`;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });

  // What is shown on the page is shown in the tree.
  useEffect(() => {
    if (shown === undefined || place.name === '') return;
    setOpen((before) => new Set([...before, ...foldersAbove(shown, place.name)]));
    setActive(`${shown}:${place.name}`);
  }, [shown, place.name]);
  useEffect(() => {
    const index = rows.findIndex(({ id }) => id === active);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    // Only when another row is chosen: while others open and close, the tree stays where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [active]);

  const toggle = (id: string, wanted: boolean): void => {
    setOpen((before) => {
      const next = new Set(before);
      if (wanted) next.add(id);
      else next.delete(id);
      return next;
    });
  };
  const choose = (row: TreeRow): void => {
    setActive(row.id);
    if (row.name === undefined) toggle(row.id, row.open !== true);
    else goTo(placeOf(row.kind, row.name));
  };

  return (
    <div
      className="tree"
      ref={scroller}
      role="tree"
      aria-label={texts.sidebar.tree}
      tabIndex={0}
      aria-activedescendant={rows.some(({ id }) => id === active) ? rowId(active) : undefined}
      onKeyDown={(event) => moveInTree(event, { rows, active, setActive, toggle, choose })}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <Row
                key={row.id}
                row={row}
                top={start}
                active={row.id === active}
                current={row.id === current}
                severity={marks.get(row.id)}
                onChoose={() => choose(row)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}

function rowId(id: string): string {
  return `tree-${id.replaceAll(/[^\w.-]/gu, '-')}`;
}

function Row({
  row,
  top,
  active,
  current,
  severity,
  onChoose,
}: {
  readonly row: TreeRow;
  readonly top: number;
  readonly active: boolean;
  readonly current: boolean;
  readonly severity: 'error' | 'warning' | undefined;
  readonly onChoose: () => void;
}): ReactNode {
  const event = useStore(useDesk().outline).event.get(row.kind === 'event' ? (row.name ?? '') : '');
  const Chevron = row.open === true ? ChevronDown : ChevronRight;
  const names = ['tree-row', active && 'active', current && 'current', row.level === 1 && 'top'];
  return (
    <div
      id={rowId(row.id)}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={row.open}
      aria-selected={current}
      className={names.filter(Boolean).join(' ')}
      style={{ transform: `translateY(${top}px)`, paddingLeft: (row.level - 1) * 14 + 8 }}
      onClick={onChoose}
      title={row.name === undefined ? undefined : (event?.title ?? row.name)}
    >
      {row.open === undefined ? <span className="tree-gap" /> : <Chevron aria-hidden size={14} />}
      <span className={`tree-label ${event?.status ?? ''}`}>{row.label}</span>
      {event?.status === 'draft' && <span className="tag-mini">{texts.sidebar.draft}</span>}
      {severity !== undefined && <SeverityMark severity={severity} />}
      {row.count !== undefined && <span className="count">{row.count.toLocaleString()}</span>}
    </div>
  );
}
