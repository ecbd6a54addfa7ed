import { fullFormats } from 'ajv-formats/dist/formats.js';

/*
 * What our formats mean, as patterns: to most validators `format` is a remark. ASCII classes alone, no look-around, so
 * that ECMAScript, RE2, Python and PCRE read them alike.
 */

const monthAndDay =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))';
const leapYear = '(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)';
const year = '(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])';
/** Years of which a double holds the microseconds; of the first and the last it does not hold all. */
const yearOfTimes = '(?:168[4-9]|169[0-9]|1[7-9][0-9]{2}|2[01][0-9]{2}|22[0-4][0-9]|225[0-5])';
const clock = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';

const day = (years: string): string => `(?:${years}-${monthAndDay}|${leapYear}-02-29)`;

export const datePattern = `^${day(year)}$`;

export const timestampPattern = `^${yearOfTimes}-(?:${monthAndDay}|02-29)[Tt ]${clock}:(?:[0-5][0-9]|60)(?:\\.[0-9]{1,30})?(?:[Zz]|[+-]${clock})$`;

/** A second pattern for times: where the 29th of February stands, the year has one. */
export const leapDayPattern = `^(?:[0-9]{4}-(?:0[13-9]|1[0-2]|02-[01]|02-2[0-8])|${leapYear}-02-29)`;

const ascii = (pattern: RegExp): string =>
  pattern.source
    .replaceAll('[0-9a-f]', '[0-9A-Fa-f]')
    .replaceAll('\\d', '[0-9]')
    .replace(/^\^/, '')
    .replace(/\$$/, '');

const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const mailboxPart = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";

/** By the formats of contracts: every pattern has to match. */
export const formatPatterns: Readonly<
  Record<string, { readonly patterns: readonly string[]; readonly maxLength?: number }>
> = {
  uri: {
    patterns: ["^[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$"],
  },
  email: {
    patterns: [`^${mailboxPart}(?:\\.${mailboxPart})*@${label}(?:\\.${label})+$`, '^[^@]{1,64}@'],
    maxLength: 254,
  },
  ip: {
    patterns: [`^(?:${ascii(fullFormats.ipv4 as RegExp)}|${ascii(fullFormats.ipv6 as RegExp)})$`],
    maxLength: 45,
  },
  date: { patterns: [datePattern] },
  'date-time': { patterns: [timestampPattern, leapDayPattern] },
};
