import { resolve } from 'node:path';
import { AppError } from '@eventbook/shared/errors/app-error';
import { fetchLatest } from '@eventbook/shared/node/snapshot-store';
import { admitSnapshot } from '@eventbook/shared/snapshot/admit';
import type { Command } from '../command.js';
import { textOption, usage } from '../options.js';
import { plain } from '@eventbook/shared/catalog/plain';
import { snapshotText } from '../printers/snapshot-text.js';

export const snapshotVerify: Command = {
  description:
    'Reads a snapshot, checks its hash and its form and, with --trust, its signature. Exits 1 for what a collector ' +
    'would refuse.',
  arguments: [
    {
      name: '<location>',
      description: 'a snapshot file, a folder of published snapshots, or the http(s) URL of one',
    },
  ],
  options: [
    {
      flags: '--trust <keys>',
      description: 'public keys, with commas between them, one of which has to have signed it',
    },
  ],
  examples: [
    { line: 'eventbook snapshot verify book.snapshot', purpose: 'is it whole?' },
    {
      line: 'eventbook snapshot verify https://events.example.com/snapshots --trust eventbook-public-key:1f0c…',
      purpose: 'is it ours?',
    },
  ],
  async run(invocation) {
    const { context, printer } = invocation;
    const [given] = invocation.arguments;
    if (given === undefined) throw usage('Name a snapshot.');
    const location = /^https?:\/\//iu.test(given) ? given : resolve(context.cwd, given);
    const trustedKeys = (textOption(invocation, 'trust') ?? '').split(',').filter((key) => key.trim() !== '');
    try {
      const { head, content } = await fetchLatest(location);
      const bundle = { ...head, content: content ?? new Uint8Array() };
      const { statement, signatureText, catalog } = admitSnapshot(bundle, {
        trustedKeys,
        current: undefined,
      });
      const { size: events } = catalog.events;
      const trusted = trustedKeys.length > 0;
      printer.report({
        data: { valid: true, ...statement, signed: signatureText !== null, trusted, events },
        text: (paint) =>
          `${paint('green', 'Valid')}: ${plain(catalog.settings.name)}, ${events} events. ${signatureWords(signatureText, trusted)}\n` +
          snapshotText(statement, signatureText, paint),
      });
      return 0;
    } catch (error) {
      if (!(error instanceof AppError) || !refusals.has(error.code)) throw error;
      const { code, message } = error;
      printer.report({
        data: { valid: false, code, message },
        text: (paint) => `${paint('red', 'Not valid')} (${code}). ${plain(message)}\n`,
      });
      return 1;
    }
  },
};

/** What verifying finds out; every other error kept it from being done. */
const refusals: ReadonlySet<string> = new Set(['snapshot_malformed', 'snapshot_unsigned', 'snapshot_forged']);

function signatureWords(signatureText: string | null, trusted: boolean): string {
  if (trusted) return 'Signed by a trusted key.';
  return signatureText === null ? 'It is unsigned.' : 'Its signature was not checked: name whom to --trust.';
}
