import type { liveMethods } from '../../api/live.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function liveHandlers(session: Session): Handlers<keyof typeof liveMethods> {
  return {
    'live.watch': ({ address, ...filter }) => {
      session.live.start(address, filter);
      return null;
    },
    'live.stop': () => {
      session.live.stop();
      return null;
    },
  };
}
