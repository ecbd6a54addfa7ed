import { styleText } from 'node:util';
import type { Context } from '../context.js';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'underline';

/** Colours text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colours only where a person watches and has not forbidden them (https://no-color.org). */
export function paintFor(context: Context, stream: 'stdout' | 'stderr'): Paint {
  const { NO_COLOR: forbidden, TERM: terminal } = context.env;
  const coloured =
    context.isTerminal[stream] && (forbidden === undefined || forbidden === '') && terminal !== 'dumb';
  // Which stream it is and who watches was decided above, not by the process's own streams.
  return (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text);
}
