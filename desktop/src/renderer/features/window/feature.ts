import type { Feature } from '../../app/feature.js';
import { texts } from '../../texts/texts.js';
import { UpdateReady } from './UpdateReady.js';

/** What the desktop has where it runs in a window of its own; in a browser there is nothing of it. */
export const windowFeature: Feature = {
  commands:
    window.eventbook === undefined
      ? []
      : [
          {
            id: 'show-logs',
            title: texts.window.showLogs,
            menu: 'help',
            run: ({ transport }) => void transport.request('native.showLogs', {}),
          },
        ],
  Status: UpdateReady,
};
