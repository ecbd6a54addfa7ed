import type { Person } from '../../../api/git.js';

/** A message that says who agreed, in the lines that git knows as trailers; who stands there already is not said twice. */
export function withApprovals(message: string, people: readonly Person[]): string {
  const text = message.trimEnd();
  const known = text.split('\n');
  const lines = people
    .map(({ name, email }) => `Approved-by: ${name} <${email}>`)
    .filter((line) => !known.includes(line));
  if (lines.length === 0) return text;
  // Trailers are the last paragraph, and one paragraph.
  const last = text.split('\n\n').at(-1) ?? '';
  const goesOn = text.includes('\n\n') && last.split('\n').every((line) => /^[A-Z][A-Za-z-]*: /u.test(line));
  return `${text}${goesOn ? '\n' : '\n\n'}${lines.join('\n')}`;
}
