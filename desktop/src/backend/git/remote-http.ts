import type { Repository } from '@eventbook/shared/node/git/repository';
import * as git from 'isomorphic-git';
import { remoteName } from './drafts.js';
import { gitAt } from './git-at.js';
import { httpClient } from './http-client.js';
import type { Logins } from './logins.js';
import { withRefsLast } from './refs-last.js';
import type { RemoteLine, Transfer } from './remote-line.js';

/** A remote over HTTP(S): isomorphic-git speaks to it. */
export function httpLine(repository: Repository, url: string, logins: Logins): RemoteLine {
  const at = gitAt(repository);
  const to = ({ signal, patience, onProgress, onMessage }: Transfer) => ({
    ...at,
    http: httpClient(signal, patience),
    remote: remoteName,
    onProgress: ({ phase, loaded, total }: git.GitProgressEvent) => onProgress(phase, loaded, total),
    onMessage,
    onAuth: () => logins.at(url),
  });
  return {
    async fetch(transfer) {
      const asked = { ...to(transfer), ref: 'HEAD', remoteRef: 'HEAD', tags: true, prune: true };
      await withRefsLast(at, (careful) => git.fetch({ ...asked, ...careful }));
    },
    async push(branch, transfer) {
      await git.push({ ...to(transfer), ref: branch, remoteRef: `refs/heads/${branch}` });
    },
  };
}
