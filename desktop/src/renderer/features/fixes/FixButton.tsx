import type { Finding } from '@eventbook/shared/check/finding';
import { Wrench } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useDesk } from '../../data/desk-context.js';
import { Button } from '../../parts/Button.js';
import { texts } from '../../texts/texts.js';
import { carryOutFix } from './carry-out-fix.js';

const words = texts.fixes;

/** Does what a finding says is to be done, where a program can. */
export function FixButton({ finding }: { readonly finding: Finding }): ReactNode {
  const desk = useDesk();
  const [failed, setFailed] = useState(false);
  const { repair, fix, message } = finding;
  if (repair === undefined) return null;
  if (failed) return <span className="quiet small">{words.failed}</span>;
  return (
    <Button
      title={fix}
      aria-label={words.label(fix ?? message)}
      onClick={() => void carryOutFix(desk, finding).then((done) => setFailed(!done))}
    >
      <Wrench aria-hidden size={13} /> {words.button}
    </Button>
  );
}
