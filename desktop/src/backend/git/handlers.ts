import type { gitMethods } from '../../api/git.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function gitHandlers(session: Session): Handlers<keyof typeof gitMethods> {
  return {
    'git.state': () => (session.current?.repository === undefined ? null : session.git.state()),
    'git.uncommitted': () => session.git.uncommitted(),
    'git.drafts': () => session.git.drafts(),
    'git.newDraft': ({ title, from }) => session.git.newDraft(title, from),
    'git.switch': async ({ branch }) => {
      await session.git.switch(branch);
      return null;
    },
    'git.log': ({ event, limit }) => session.git.log(event, limit),
    'git.meaning': ({ commit, event }) => session.git.meaning(commit, event),
    'git.fetch': async (_, signal) => {
      await session.git.fetch(signal);
      return null;
    },
    'git.pull': ({ from }, signal) => session.git.pull(from, signal),
    'git.push': (_, signal) => session.git.push(signal),
    'git.commit': ({ message, paths, author }) => session.git.commit(paths, message, author),
  };
}
