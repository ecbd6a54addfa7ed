import type { gitMethods } from '../../api/git.js';
import type { mergeMethods } from '../../api/merge.js';
import type { Handlers } from '../handlers.js';
import type { Session } from '../session.js';

export function gitHandlers(session: Session): Handlers<keyof typeof gitMethods | keyof typeof mergeMethods> {
  return {
    'git.state': () => (session.current?.repository === undefined ? null : session.git.state()),
    'git.uncommitted': () => session.git.uncommitted(),
    'git.drafts': () => session.git.drafts(),
    'git.newDraft': ({ title, from }) => session.git.newDraft(title, from),
    'git.switch': async ({ branch }) => {
      await session.git.switch(branch);
      return null;
    },
    'git.log': ({ of, limit }) => session.git.past.log(of, limit),
    'git.meaning': ({ commit, of }) => session.git.past.meaning(commit, of),
    'git.blame': ({ path }) => session.git.past.blame(path),
    'git.restorePlan': ({ commit, of }) => session.git.past.restorePlan(commit, of),
    'git.connect': async ({ url }) => {
      await session.git.connect(url);
      return null;
    },
    'git.fetch': async (_, signal) => {
      await session.git.fetch(signal);
      return null;
    },
    'git.pull': ({ from }, signal) => session.git.pull(from, signal),
    'git.login': async (login) => {
      await session.git.login(login);
      return null;
    },
    'git.push': (_, signal) => session.git.push(signal),
    'git.mergePlan': ({ from }) => session.git.merging.plan(from),
    'git.merge': (asked) => session.git.merging.carryOut(asked),
    'git.commit': ({ message, paths, author }) => session.git.commit(paths, message, author),
  };
}
