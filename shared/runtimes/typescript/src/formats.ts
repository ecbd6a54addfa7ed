/* What `format` means: the same as in the collector. Each is read in time linear in the text's length. */
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const mailbox = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const domainLabel = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;
const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${byte}(?:\\.${byte}){3}$`);

/** RFC 5321: a mailbox of at most 64 characters, and a domain of at least two labels. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254 || !mailbox.test(text.slice(0, at))) return false;
  const labels = text.slice(at + 1).split('.');
  return labels.length > 1 && labels.every((label) => domainLabel.test(label));
}

/** RFC 4291, section 2.2: eight groups, of which `::` stands for one or more; the last two may be an IPv4 address. */
function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const isMixed = last?.includes('.') === true && !text.endsWith('::');
  if (isMixed) groups.pop();
  const count = groups.length + (isMixed ? 2 : 0);
  if (halves.length === 2 ? count > 7 : count !== 8) return false;
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group)) && (!isMixed || ipv4.test(last));
}

export const formats: Readonly<Record<'uri' | 'email' | 'ip', (text: string) => boolean>> = {
  uri: (text) => uri.test(text),
  email: isEmail,
  ip: (text) => text.length <= 45 && (ipv4.test(text) || isIpv6(text)),
};

/** Whether a text is a day of the calendar, YYYY-MM-DD, from year 1 on. */
export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  // Years before 100 would be taken for those of the last century; 400 years on, the calendar is the same.
  const date = new Date(Date.UTC(year + 400, month - 1, day));
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
