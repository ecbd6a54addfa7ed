import { getPublicKey, hashes, keygen, sign, verify } from '@noble/ed25519';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../errors/app-error.js';

// The library's synchronous half asks for its hash function to be put in.
hashes.sha512 = sha512;

const publicPrefix = 'eventbook-public-key:';
const secretPrefix = 'eventbook-secret-key:';
const keyDigits = /^[0-9a-f]{64}$/;
const signatureLine = /^\{"key":"([0-9a-f]{16})","signature":"([0-9a-f]{128})"\}$/;

/** A pair of keys as text, each `eventbook-…-key:` and 64 hexadecimal digits. */
export interface SigningKeys {
  readonly publicKey: string;
  readonly secretKey: string;
}

export function makeSigningKeys(): SigningKeys {
  const keys = keygen();
  return {
    publicKey: publicPrefix + bytesToHex(keys.publicKey),
    secretKey: secretPrefix + bytesToHex(keys.secretKey),
  };
}

/** The public key that belongs to a secret one. Throws key_invalid. */
export function publicKeyOf(secretKey: string): string {
  return publicPrefix + bytesToHex(getPublicKey(keyBytes(secretKey, secretPrefix)));
}

/** A public key's short name: the first 16 hexadecimal digits of its SHA-256. Throws key_invalid. */
export function keyId(publicKey: string): string {
  return fingerprint(keyBytes(publicKey, publicPrefix));
}

/** The signature line of a statement: which key signed, and an ed25519 signature over its exact bytes. */
export function signStatement(statementText: string, secretKey: string): string {
  const secret = keyBytes(secretKey, secretPrefix);
  const signature = bytesToHex(sign(utf8ToBytes(statementText), secret));
  return JSON.stringify({ key: fingerprint(getPublicKey(secret)), signature });
}

/** What a signature is worth to someone who trusts certain keys. */
export type SignatureVerdict = 'valid' | 'unknown_key' | 'invalid';

/** Several trusted keys are one rotation: the old one and the new one. Throws key_invalid. */
export function verifyStatement(
  statementText: string,
  signatureText: string,
  trustedKeys: readonly string[],
): SignatureVerdict {
  const [, id, signature] = signatureLine.exec(signatureText) ?? [];
  if (id === undefined || signature === undefined) return 'invalid';
  const trusted = trustedKeys.find((key) => keyId(key) === id);
  if (trusted === undefined) return 'unknown_key';
  const publicKey = keyBytes(trusted, publicPrefix);
  return verify(hexToBytes(signature), utf8ToBytes(statementText), publicKey, { zip215: false })
    ? 'valid'
    : 'invalid';
}

function fingerprint(publicKey: Uint8Array): string {
  return bytesToHex(sha256(publicKey)).slice(0, 16);
}

function keyBytes(key: string, prefix: string): Uint8Array {
  const text = key.trim();
  const digits = text.startsWith(prefix) ? text.slice(prefix.length) : '';
  if (!keyDigits.test(digits)) {
    throw new AppError('user', 'key_invalid', `A key is written ${prefix}<64 hexadecimal digits>.`, {
      hint: 'Make a pair with: eventbook snapshot keygen',
    });
  }
  return hexToBytes(digits);
}
