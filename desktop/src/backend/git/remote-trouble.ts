import { AppError } from '@eventbook/shared/errors/app-error';
import * as git from 'isomorphic-git';

/** Said with every trouble of a remote: it is no reason to worry. */
const safe = 'Nothing here was changed, and everything else works without the remote.';

/** What went wrong with a remote: what happened, what is safe, what to do. */
export function remoteTrouble(
  cause: unknown,
  { remote, said }: { readonly remote: string; readonly said: string },
): unknown {
  if (cause instanceof AppError) return cause;
  const data = { remote };
  const login = loginTrouble(cause);
  if (login !== undefined) {
    const { message, hint } = loginWords[login];
    return new AppError('unavailable', 'git_login_refused', `${remote} ${message}.`, {
      hint: `${safe} ${hint}`,
      data: { ...data, login },
      cause,
    });
  }
  if (cause instanceof git.Errors.HttpError && cause.data.statusCode === 404) {
    return new AppError('unavailable', 'git_remote_unreachable', `There is no repository at ${remote}.`, {
      hint: `${safe} See that the address is right (git remote -v), and that you may read it.`,
      data,
      cause,
    });
  }
  if (isBehind(cause)) {
    return new AppError(
      'conflict',
      'git_push_refused',
      'Somebody else has sent something that you do not have yet.',
      {
        hint: 'Nothing was sent, and nothing is lost. Get it first, then send again.',
        data,
        cause,
      },
    );
  }
  if (cause instanceof git.Errors.GitPushError) {
    const reasons = Object.values(cause.data.result.refs).flatMap(({ error }) =>
      error === '' ? [] : [error],
    );
    return new AppError(
      'user',
      'git_push_refused',
      `${remote} does not take it: ${reasons.join('; ')}.${saying(said)}`,
      {
        hint: 'Nothing was sent; your commits are safe here. A protected branch wants a draft of its own: make one, and send that.',
        data,
        cause,
      },
    );
  }
  return new AppError(
    'unavailable',
    'git_remote_unreachable',
    `${remote} cannot be reached: ${reasonOf(cause)}.`,
    {
      hint: `${safe} Try again when you are online.`,
      data,
      cause,
    },
  );
}

type LoginTrouble = 'unknown' | 'refused' | 'forbidden';

const loginWords: Readonly<Record<LoginTrouble, { readonly message: string; readonly hint: string }>> = {
  unknown: { message: 'wants to know who you are', hint: 'Say it with a token that may be used there.' },
  refused: {
    message: 'does not take who we say we are',
    hint: 'The token may be mistyped or out of date. Try another one.',
  },
  forbidden: {
    message: 'knows who you are, and does not let you do this',
    hint: 'Ask whoever runs it, or use a token that may write.',
  },
};

/** Undefined where it is none: a server that knows nobody yet, one that refuses, one that knows and does not allow. */
function loginTrouble(cause: unknown): LoginTrouble | undefined {
  if (cause instanceof git.Errors.UserCanceledError) return 'unknown';
  if (!(cause instanceof git.Errors.HttpError)) return undefined;
  return { 401: 'refused' as const, 403: 'forbidden' as const }[cause.data.statusCode];
}

/** What a hook or a forge has to say about it. */
function saying(said: string): string {
  const text = said.replaceAll(/\s+/gu, ' ').trim();
  return text === '' ? '' : ` It says: “${text}”`;
}

/** Found out here, or told by the server, which another push may have reached first. */
function isBehind(cause: unknown): boolean {
  if (cause instanceof git.Errors.PushRejectedError) return true;
  if (!(cause instanceof git.Errors.GitPushError)) return false;
  return Object.values(cause.data.result.refs).some(({ error }) =>
    /non-fast-forward|fetch first|failed to update ref|cannot lock/iu.test(error),
  );
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // fetch says that it failed, and its cause says why.
  const inner = cause.cause instanceof Error ? cause.cause : cause;
  const text = inner.message !== '' ? inner.message : 'code' in inner ? String(inner.code) : inner.name;
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]*@/giu, '$1').replace(/\.$/u, '');
}
