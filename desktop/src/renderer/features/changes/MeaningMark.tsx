import type { Meaning } from '@eventbook/shared/diff/meaning';
import { Ban, Check, Eye, Hand } from 'lucide-react';
import type { ReactNode } from 'react';

const icons = { forbidden: Ban, 'affects-senders': Hand, 'affects-readers': Eye, safe: Check };

/** The sign of a meaning; its words stand beside it. */
export function MeaningMark({
  meaning,
  size = 15,
}: {
  readonly meaning: Meaning;
  readonly size?: number;
}): ReactNode {
  const Icon = icons[meaning];
  return <Icon aria-hidden size={size} className={`meaning ${meaning}`} />;
}
