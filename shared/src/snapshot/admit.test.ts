import { describe, expect, test } from 'vitest';
import { type ExampleParts, exampleCatalog } from '../event/example.test-helper.js';
import { AppError } from '../errors/app-error.js';
import { admitSnapshot, bundleOf, type AdmitOptions, type Snapshot } from './admit.js';
import { type Bundle, readBundle, readBundleHead, writeBundle, writeBundleHead } from './bundle.js';
import { buildContent } from './content.js';
import { keyId, makeSigningKeys, publicKeyOf, signStatement } from './signature.js';

const keys = makeSigningKeys();
const example: ExampleParts = {
  fields: { price: { type: 'number' }, name: { type: 'string' } },
  uses: { price: { required: true } },
};

function made(
  sequence: number,
  parts: ExampleParts = example,
  secretKey: string | null = keys.secretKey,
): Bundle {
  const { text, id } = buildContent(exampleCatalog(parts));
  const bundle = bundleOf(text, {
    id,
    sequence,
    commit: 'a'.repeat(40),
    committed_at: null,
    signed_at: null,
  });
  return secretKey === null
    ? bundle
    : { ...bundle, signatureText: signStatement(bundle.statementText, secretKey) };
}

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'admitted';
}

function admitted(bundle: Bundle, options: Partial<AdmitOptions> = {}): Snapshot {
  return admitSnapshot(bundle, { trustedKeys: [keys.publicKey], current: undefined, ...options });
}

const retitled: ExampleParts = { ...example, event: { title: 'Seen' } };

describe('signatures', () => {
  test('one file there and back', () => {
    const bundle = made(3);
    const snapshot = admitted(readBundle(writeBundle(bundle)));
    expect(snapshot.statement.sequence).toBe(3);
    expect(snapshot.catalog.events.has('shop.viewed')).toBe(true);
    expect(readBundleHead(new TextEncoder().encode(writeBundleHead(bundle)))).toEqual({
      statementText: bundle.statementText,
      signatureText: bundle.signatureText,
    });
  });

  test('a byte that was changed, anywhere', () => {
    const whole = writeBundle(made(3));
    for (let index = 0; index < whole.length; index += 3) {
      const forged = Uint8Array.from(whole);
      forged[index] = (forged[index] ?? 0) ^ 1;
      expect(
        refusal(() => admitted(readBundle(forged))),
        `byte ${index}`,
      ).toMatch(/^snapshot_(forged|malformed)$/);
    }
  });

  test('cut off at every 97th byte, and at the last one', () => {
    const whole = writeBundle(made(3));
    for (let length = 0; length < whole.length; length += 97) {
      expect(refusal(() => admitted(readBundle(whole.subarray(0, length))))).toMatch(
        /^snapshot_(forged|malformed)$/,
      );
    }
    expect(refusal(() => readBundle(whole.subarray(0, whole.length - 1)))).toBe('snapshot_malformed');
    expect(refusal(() => readBundle(new Uint8Array(256 * 1024 * 1024 + 1)))).toBe('snapshot_malformed');
  });

  test('unsigned, and signed by someone else', () => {
    expect(refusal(() => admitted(made(3, example, null)))).toBe('snapshot_unsigned');
    expect(refusal(() => admitted(made(3, example, null), { trustedKeys: [] }))).toBe('admitted');
    expect(refusal(() => admitted(made(3, example, makeSigningKeys().secretKey)))).toBe('snapshot_forged');
  });

  test('a statement with the signature of another', () => {
    const forged = { ...made(9), signatureText: made(3).signatureText };
    expect(refusal(() => admitted(forged))).toBe('snapshot_forged');
  });

  test('a rotation: both keys are trusted, and either signs', () => {
    const next = makeSigningKeys();
    const trustedKeys = [keys.publicKey, next.publicKey];
    expect(refusal(() => admitted(made(3), { trustedKeys }))).toBe('admitted');
    expect(refusal(() => admitted(made(4, example, next.secretKey), { trustedKeys }))).toBe('admitted');
    expect(refusal(() => admitted(made(3), { trustedKeys: [next.publicKey] }))).toBe('snapshot_forged');
  });

  test('keys are text, and what is none is refused', () => {
    expect(keys.publicKey).toMatch(/^eventbook-public-key:[0-9a-f]{64}$/);
    expect(publicKeyOf(`${keys.secretKey}\n`)).toBe(keys.publicKey);
    expect(keyId(keys.publicKey)).toMatch(/^[0-9a-f]{16}$/);
    for (const wrong of ['', keys.publicKey, keys.secretKey.slice(0, -1)]) {
      expect(refusal(() => publicKeyOf(wrong))).toBe('key_invalid');
    }
    expect(refusal(() => admitted(made(3), { trustedKeys: [keys.secretKey] }))).toBe('key_invalid');
  });
});

describe('beside the current one', () => {
  const current = admitted(made(5));

  test('nothing new is the current one itself', () => {
    expect(admitted(made(5), { current })).toBe(current);
    expect(admitted(made(4), { current })).toBe(current);
  });

  test('the same content at a later commit', () => {
    const later = admitted(made(6), { current });
    expect(later.statement.sequence).toBe(6);
    expect(later.catalog).toBe(current.catalog);
  });

  test('higher wins, lower and equal are refused', () => {
    expect(admitted(made(6, retitled), { current }).catalog.events.get('shop.viewed')?.card.title).toBe(
      'Seen',
    );
    expect(refusal(() => admitted(made(4, retitled), { current }))).toBe('snapshot_older');
    expect(refusal(() => admitted(made(5, retitled), { current }))).toBe('snapshot_conflict');
    expect(refusal(() => admitted(made(4, retitled), { current, anyChange: true }))).toBe('admitted');
  });

  test.each<[string, ExampleParts, string]>([
    ['a contract edited', { ...example, uses: { price: {} } }, 'snapshot_breaks_contract'],
    ['a contract gone', { ...example, contract: { version: 2 } }, 'snapshot_breaks_contract'],
    [
      'another type',
      { ...example, fields: { ...example.fields, price: { type: 'integer' } } },
      'snapshot_breaks_contract',
    ],
    ['the event a draft again', { ...example, event: { status: 'draft' } }, 'snapshot_breaks_contract'],
    [
      'words and values changed',
      { ...example, fields: { price: { type: 'number', title: 'Price', values: [1] } } },
      'admitted',
    ],
    [
      'common fields added',
      { ...example, environmentContracts: [{ version: 1, fields: { name: {} } }] },
      'admitted',
    ],
  ])('%s', (_, parts, expected) => {
    expect(refusal(() => admitted(made(6, parts), { current }))).toBe(expected);
    expect(refusal(() => admitted(made(6, parts), { current, anyChange: true }))).toBe('admitted');
  });
});
