import type { Forge } from '@eventbook/shared/catalog/code-owners';

interface ForgePage {
  readonly forge: Forge;
  readonly address: string;
}

/**
 * The page on which a forge asks others to agree to a branch: a pull request on GitHub, a merge request on GitLab. The forge is
 * known by its host's name; undefined where it is not.
 * @param url the remote's, over HTTP(S) or SSH
 */
export function changePage(url: string, branch: string, into: string): ForgePage | undefined {
  const place = placeIn(url);
  if (place === undefined) return undefined;
  const { host, path } = place;
  const labels = host.split('.');
  if (labels.includes('github')) {
    const compare = [into, branch].map((name) => name.split('/').map(encodeURIComponent).join('/'));
    return { forge: 'github', address: `https://${host}/${path}/compare/${compare.join('...')}?expand=1` };
  }
  if (labels.includes('gitlab')) {
    const asked = new URLSearchParams({
      'merge_request[source_branch]': branch,
      'merge_request[target_branch]': into,
    });
    return { forge: 'gitlab', address: `https://${host}/${path}/-/merge_requests/new?${asked.toString()}` };
  }
  return undefined;
}

function placeIn(url: string): { readonly host: string; readonly path: string } | undefined {
  // As scp writes it: git@github.com:shop/events.git
  const [, near, far] = /^(?:[^@/]+@)?([^:/]+):(?!\/)(.+)$/u.exec(url) ?? [];
  const full = near === undefined || far === undefined ? url : `ssh://${near}/${far}`;
  if (!/^(?:https?|ssh):/iu.test(full) || !URL.canParse(full)) return undefined;
  const { hostname, pathname } = new URL(full);
  const path = pathname.replace(/^\/+|\/+$/gu, '').replace(/\.git$/u, '');
  return path === '' || hostname === '' ? undefined : { host: hostname.toLowerCase(), path };
}
