import { type ReactNode, useEffect, useRef } from 'react';
import type { PublishLine, PublishState } from '../../../api/publishing.js';
import { fromWire } from '../../../api/wire-error.js';
import { Button } from '../../parts/Button.js';
import { Problem } from '../../parts/Problem.js';
import { texts } from '../../texts/texts.js';

const words = texts.publishing;

/** How far publishing has come, what it has done, and what came of it. */
export function PublishProgress({
  state: { status, progress, lines, result, error },
  onStop,
}: {
  readonly state: PublishState;
  readonly onStop: () => void;
}): ReactNode {
  const { done = 0, total = 0 } = progress ?? {};
  const phase = words.phases[progress?.phase ?? 'begin'];
  const place = useRef<HTMLDivElement>(null);
  // On a small screen it would begin, and end, below what one sees.
  useEffect(() => {
    if (status !== 'idle' && status !== 'interrupted') place.current?.scrollIntoView({ block: 'nearest' });
  }, [status]);
  return (
    <div ref={place} className="publish-state">
      {status === 'running' && (
        <div className="publish-progress">
          <span>{phase}</span>
          <progress aria-label={phase} {...(total > 0 ? { value: done, max: total } : {})} />
          <span className="quiet small">{total > 0 && words.progress(done, total)}</span>
          <Button onClick={onStop}>{words.stop}</Button>
        </div>
      )}
      <p role="status" className={status === 'done' ? 'publish-end good' : 'publish-end'}>
        {status === 'done' && result !== undefined && words.done(result.releases, result.uploads)}
        {status === 'stopped' && words.stopped}
      </p>
      {status === 'failed' && error !== undefined && (
        <>
          <Problem error={fromWire(error)} />
          <p className="quiet">{words.failedHint}</p>
        </>
      )}
      {lines.length > 0 && (
        <section aria-labelledby="publish-log">
          <h2 id="publish-log">{words.log}</h2>
          <ol className="publish-log" tabIndex={0} aria-labelledby="publish-log">
            {lines.map((line, index) => (
              <li key={index}>{lineText(line)}</li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function lineText(line: PublishLine): string {
  switch (line.kind) {
    case 'packed':
      return words.lines.packed(line.count);
    case 'recorded':
      return words.lines.recorded(line.count, line.place);
    case 'overtaken':
      return words.lines.overtaken;
    case 'uploaded':
      return words.lines.uploaded(line.package, line.version, line.registry);
  }
}
