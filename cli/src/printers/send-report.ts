import { outcomes } from '@eventbook/shared/event/outcome';
import type { Tally } from '../send/tally.js';
import type { Report } from './printer.js';
import { table } from './table.js';

const mostReasons = 10;

/** What became of a file that was sent. */
export function sendReport(tally: Tally): Report {
  const { counts, answered, requests, retries, tooLarge } = tally;
  const reasons = tally.reasons(mostReasons);
  return {
    data: { sent: answered, ...counts, too_large: tooLarge, requests, retries, reasons },
    text: (paint) => {
      const parts = outcomes.map((outcome) => {
        const count = counts[outcome];
        const bad = count > 0 && outcome !== 'accepted';
        return bad ? paint('yellow', `${count} ${outcome}`) : `${count} ${outcome}`;
      });
      const large =
        tooLarge === 0 ? '' : paint('red', `${tooLarge} not sent: larger than one request may be.\n`);
      const again = retries === 0 ? '' : `, ${retries} tried again`;
      const rows = reasons.map((one) => [String(one.count), one.code, one.pointer, one.message]);
      const why =
        rows.length === 0 ? '' : `\n${table(['times', 'reason', 'where', 'for example'], rows, paint)}`;
      return `Sent ${paint('bold', String(answered))} events in ${requests} ${requests === 1 ? 'request' : 'requests'}${again}: ${parts.join(', ')}.\n${large}${why}`;
    },
  };
}
