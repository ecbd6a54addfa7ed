import * as git from 'isomorphic-git';

/** What a remote over HTTP makes of a login that it does not take, and isomorphic-git of none to offer. */
export function isLoginRefusal(cause: unknown): boolean {
  if (cause instanceof git.Errors.UserCanceledError) return true;
  return cause instanceof git.Errors.HttpError && [401, 403].includes(cause.data.statusCode);
}
