import { AppError } from '../../../errors/app-error.js';

/** Nobody answered, or not as a registry does. */
export function unavailable(registry: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'unavailable',
    'registry_unavailable',
    `The registry ${registry} cannot be used: ${reason}.`,
    {
      hint: 'What is uploaded stays, the ledger knows the rest: run the same command again when the registry is well.',
      data: { registry },
      cause,
    },
  );
}

/** A registry said no. */
export function refused(registry: string, status: number, reason: string, how: string): AppError {
  const line = firstLine(reason);
  const told = line === '' ? '' : `: ${line}`;
  return new AppError('user', 'registry_refused', `The registry ${registry} answered ${status}${told}.`, {
    hint: status === 401 || status === 403 ? how : 'See what it says; then run the same command again.',
    data: { registry, status },
  });
}

/** Of a page, its title: the rest is not for terminals. */
function firstLine(text: string): string {
  const plain = text.trimStart().startsWith('<') ? (/<title>([^<]*)/iu.exec(text)?.[1] ?? '') : text;
  const line = plain.trim().split('\n', 1)[0] ?? '';
  return (line.length > 300 ? `${line.slice(0, 300)}…` : line).replace(/\.$/u, '');
}

/** An address without what may be a secret. */
export function shownUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/iu, '$1').replace(/\?.*$/u, '');
}
