const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const pool = new Uint8Array(4096);
let next = pool.length;

/** Ten random bytes; a pool, because asking for few at a time costs more than making them. */
function randomOffset(): number {
  if (next + 10 > pool.length) {
    // Old engines without it get what they have; an id needs to be unique, not secret.
    if (typeof globalThis.crypto === 'object') globalThis.crypto.getRandomValues(pool);
    else for (let index = 0; index < pool.length; index += 1) pool[index] = Math.random() * 256;
    next = 0;
  }
  next += 10;
  return next - 10;
}

/** A UUID of version 7 (RFC 9562) at a time in milliseconds since 1970. */
export function uuid7(milliseconds: number): string {
  const at = randomOffset();
  const byte = (index: number): string => hex[pool[at + index] ?? 0] ?? '00';
  const time = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0').slice(-12);
  const version = hex[0x70 | ((pool[at] ?? 0) & 0x0f)] ?? '70';
  const variant = hex[0x80 | ((pool[at + 2] ?? 0) & 0x3f)] ?? '80';
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${byte(1)}-${variant}${byte(3)}-${byte(4)}${byte(5)}${byte(6)}${byte(7)}${byte(8)}${byte(9)}`;
}
