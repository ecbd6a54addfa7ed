import type { gitMethods } from '../../api/git.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function gitHandlers(session: Session): Handlers<keyof typeof gitMethods> {
  return {
    'git.state': () => (session.current?.repository === undefined ? null : session.git.state()),
    'git.uncommitted': () => session.git.uncommitted(),
    'git.commit': ({ message, paths, author }) => session.git.commit(paths, message, author),
  };
}
