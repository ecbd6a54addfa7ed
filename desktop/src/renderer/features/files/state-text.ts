import type { FileState } from '../../../api/files.js';
import { texts } from '../../texts/texts.js';

/** How a file stands, as a sentence. */
export function stateText(state: FileState): string {
  return state.state === 'failed'
    ? texts.files.states.failed(state.message)
    : texts.files.states[state.state];
}
