/** A place in a bucket. */
export interface BucketAddress {
  readonly bucket: string;
  /** What the keys of all objects begin with: empty, or ends with a slash. */
  readonly prefix: string;
}

/** Reads `s3://bucket` or `s3://bucket/some/prefix`; undefined where it is no such address. */
export function parseBucketAddress(address: string): BucketAddress | undefined {
  const found = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(address);
  if (found === null) return undefined;
  const [, bucket = '', path = ''] = found;
  const parts = path.split('/').filter((part) => part !== '');
  return { bucket, prefix: parts.map((part) => `${part}/`).join('') };
}
