import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isDate, parseTimestamp } from './timestamp.js';

/*
 * What `format` means. Each is read in time linear in the text's length, whatever the text: the library's
 * own patterns for uri and email are not, and its email is bounded by nothing.
 */
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const mailbox = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const longestAddress = 45;
const longestEmail = 254;

/** RFC 5321: a mailbox of at most 64 characters, and a domain of at least two labels. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > longestEmail || !mailbox.test(text.slice(0, at))) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((label) => domainLabel.test(label));
}

function isIp(text: string): boolean {
  if (text.length > longestAddress) return false;
  return (fullFormats.ipv4 as RegExp).test(text) || (fullFormats.ipv6 as RegExp).test(text);
}

/** By the names that our schemas use. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  uri: (text) => uri.test(text),
  email: isEmail,
  ip: isIp,
  date: isDate,
  'date-time': (text) => parseTimestamp(text) !== undefined,
};
