import type { ReactNode } from 'react';
import type { BulkPlan } from '../../../api/authoring.js';
import { texts } from '../../texts/texts.js';
import { FilesPreview } from './FilesPreview.js';

const words = texts.bulk;

/** Every file that a change of many events would touch, and the events that it leaves out. */
export function BulkPreview({ plan: { files, skipped } }: { readonly plan: BulkPlan }): ReactNode {
  return (
    <>
      <FilesPreview files={files} />
      {skipped.length > 0 && (
        <details>
          <summary>{words.skipped(skipped.length)}</summary>
          <ul>
            {skipped.map(({ event, reason }) => (
              <li key={event}>
                <span className="name">{event}</span>{' '}
                <span className="quiet">{reason === '' ? words.already : reason}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
