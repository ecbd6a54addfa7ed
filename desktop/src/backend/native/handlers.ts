import { join } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import type { nativeMethods } from '../../api/native.js';
import { refuseForeign } from '../files/refuse-foreign.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';
import type { Native } from './native.js';

export function nativeHandlers(session: Session): Handlers<keyof typeof nativeMethods> {
  const native = (): Native => {
    if (session.native !== undefined) return session.native;
    throw new AppError(
      'bug',
      'request_invalid',
      'A browser was asked for what only a window of our own can do.',
    );
  };
  return {
    'native.capabilities': () => {
      const there = session.native !== undefined;
      const secrets = session.native?.secrets !== undefined;
      return { chooseFolder: there, reveal: there, menu: there, secrets };
    },
    'native.chooseFolder': async ({ title }) => (await native().chooseFolder(title)) ?? null,
    'native.reveal': ({ path }) => {
      refuseForeign(path);
      native().reveal(join(session.workspace.directory, path));
      return null;
    },
    'native.setMenu': ({ menus }) => {
      native().setMenu(menus);
      return null;
    },
    'native.showLogs': () => {
      native().showLogs();
      return null;
    },
    'native.restart': () => {
      native().restart();
      return null;
    },
  };
}
