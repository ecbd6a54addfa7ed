/** The finishing step of MurmurHash3: every bit of the input moves every bit of the result. */
function finish(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/**
 * 32 well-mixed bits of the key that begins at `offset`. The seed is a secret of the data directory: ids come from
 * senders, and nobody shall be able to choose ids that all fall into one place.
 */
export function mixKey(entry: Uint32Array, offset: number, seed: number): number {
  let mixed = seed;
  for (let word = 0; word < 4; word++) {
    mixed = finish(Math.imul(mixed, 5) + 0x52dce729 + (entry[offset + word] ?? 0));
  }
  return mixed;
}

/** The same for a key and a content together. */
export function mixPair(key: number, low: number, high: number): number {
  return finish(finish(key ^ low) + high);
}

/** How many parts an index has, so that an hour can be done part by part. */
export const bucketCount = 256;

/**
 * The part of the index that a key belongs to: the highest bits, as a table's slots go. So the keys of one part stand
 * together in the table, and an index that is read part by part is looked up in memory that is near.
 */
export function bucketOf(entry: Uint32Array, offset: number, seed: number): number {
  return mixKey(entry, offset, seed) >>> 24;
}
