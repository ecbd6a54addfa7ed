import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { pointerTo } from '../../catalog/pointer.js';
import { quoted } from '../../catalog/quote.js';
import type { CatalogIndex } from '../catalog-index.js';
import type { Remark, Rule, RuleContext } from '../rule.js';

/** Secrets that are known by their shape, all of which are looked for at once. */
const shapes: readonly (readonly [what: string, shape: string])[] = [
  ['a private key', '-----BEGIN (?:[A-Z]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----'],
  ['a secret key of Eventbook, with which snapshots are signed', 'eventbook-secret-key:[0-9a-f]{64}'],
  ['a password in a URL', '://[^\\s/:@"]{1,100}:[^\\s/:@"{}<>*]{3,100}@[\\w.\\[-]'],
  ['an access key of AWS', '\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b'],
  ['a token of GitHub', '\\bgh[pousr]_[A-Za-z0-9]{36}|\\bgithub_pat_\\w{22,}'],
  ['a token of GitLab', '\\bglpat-[\\w-]{20,}'],
  ['a token of Slack', '\\bxox[abeprs]-[\\w-]{10,}'],
  ['a webhook of Slack', 'hooks\\.slack\\.com/(?:services|workflows)/[\\w/+-]{20,}'],
  ['a token of npm', '\\bnpm_[A-Za-z0-9]{36}\\b'],
  ['a token of PyPI', '\\bpypi-AgEIcHlwaS[\\w-]{20,}'],
  ['a key of Google', '\\bAIza[\\w-]{35}'],
  ['a secret key of Stripe', '\\b[rs]k_live_[A-Za-z0-9]{16,}'],
  ['a token of a Telegram bot', '\\b[0-9]{8,10}:AA[\\w-]{33}'],
  ['a signed token (JWT)', '\\beyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}'],
  ['a token behind "Bearer"', '\\bBearer [\\w.~+/-]{20,}'],
];
const anyShape = new RegExp(shapes.map(([, shape]) => `(${shape})`).join('|'), 'u');

/** Write keys have no shape of their own, but the catalog knows their hashes. */
const writeKeys: CatalogIndex = {
  id: 'write-key-hashes',
  adds: {
    *environment({ card }, name) {
      for (const [source, { keys }] of Object.entries(card.sources)) {
        for (const { sha256: hash } of keys ?? []) yield [hash, `${name}/${source}`];
      }
    },
  },
};
const likeWriteKey = /(?<![A-Za-z0-9])[A-Za-z0-9]{32}(?![A-Za-z0-9])/gu;

interface Leak {
  readonly what: string;
  readonly found: string;
}

function leakIn(text: string, context: RuleContext): Leak | undefined {
  const match = anyShape.exec(text);
  if (match !== null) {
    const which = match.slice(1).findIndex((group: string | undefined) => group !== undefined);
    return { what: shapes[which]?.[0] ?? 'a secret', found: match[0] };
  }
  for (const [found] of text.matchAll(likeWriteKey)) {
    const source = context.find(writeKeys, bytesToHex(sha256(utf8ToBytes(found))))[0]?.says;
    if (source !== undefined) return { what: `the write key of ${source}`, found };
  }
  return undefined;
}

/** Every text in a value, and every key, with its pointer. */
function* textsIn(value: unknown, pointer: string): Iterable<readonly [text: string, pointer: string]> {
  if (typeof value === 'string') yield [value, pointer];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = pointerTo(pointer, key);
    if (!Array.isArray(value)) yield [key, at];
    yield* textsIn(inner, at);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function remark({ what, found }: Leak, file: string, pointer: string): Remark {
  return {
    file,
    pointer,
    message: `Here stands ${what} in plain text (${quoted(`${found.slice(0, 4)}…`)}); everybody who can read the catalog, now or later, has it.`,
    fix: 'Take it out and revoke it where it came from: git keeps what was committed once.',
  };
}

export const secret: Rule = {
  id: 'secret',
  purpose: 'No password, token or key stands in the catalog.',
  severity: 'error',
  firm: false,
  handlers: {
    *file({ path, text }, context) {
      // Most files have none, which is seen without looking at each of their texts.
      if (leakIn(text, context) === undefined && !text.includes('\\')) return;
      const value = parsed(text);
      if (value === undefined) {
        const leak = leakIn(text, context);
        if (leak !== undefined) yield remark(leak, path, '');
        return;
      }
      for (const [each, pointer] of textsIn(value, '')) {
        const leak = leakIn(each, context);
        if (leak !== undefined) yield remark(leak, path, pointer);
      }
    },
  },
};
