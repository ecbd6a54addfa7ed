import { type Witness } from '@eventbook/shared/diff/witness';
import { witnessLines } from '@eventbook/shared/diff/witness-words';
import type { ReactNode } from 'react';
import { texts } from '../../texts/texts.js';

const words = texts.changes;

/** The payload that shows what a change means, and who takes it and who does not. */
export function Example({ witness }: { readonly witness: Witness }): ReactNode {
  const { source, accepted } = witness;
  const [, taken] = witnessLines(witness);
  return (
    <details className="example">
      <summary>{words.example}</summary>
      <p className="small">{words.sends(source, accepted.event)}</p>
      <pre tabIndex={0} aria-label={words.example}>
        {JSON.stringify(accepted.fields, null, 2)}
      </pre>
      <p className="small">{taken}</p>
    </details>
  );
}
