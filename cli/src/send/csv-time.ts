const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/iu;

/**
 * A time as tables write it, `2019-11-01 17:59:13.273932`, in microseconds since the epoch: exact, digits behind the
 * sixth are cut off. Without a zone it is UTC. Whole numbers are microseconds already. Undefined for everything else.
 */
export function parseCsvTime(text: string): number | undefined {
  if (/^-?\d{1,16}$/u.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : undefined;
  }
  const [whole, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
    pattern.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // The 30th of February becomes another day.
  if (date.getUTCDate() !== Number(day) || date.getUTCMonth() !== Number(month) - 1) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second) - offsetSeconds(zone);
  return date.getTime() * 1000 + seconds * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}

function offsetSeconds(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone) ?? [];
  const seconds = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60;
  return sign === '-' ? -seconds : seconds;
}
