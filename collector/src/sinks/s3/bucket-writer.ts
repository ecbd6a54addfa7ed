import { type Bucket, type ObjectHead, type Upload } from './bucket.js';
import { type Digest, digestOf } from './digest.js';
import { type UploadCounts, uploadFile } from './upload-file.js';

/** Everything by which a bucket is changed; a dry run says it instead. */
export interface BucketWriter {
  /** @param replaced what stands there now and is not what it should be */
  bringFile(path: string, source: string, digest: Digest, replaced: ObjectHead | undefined): Promise<void>;
  bringManifest(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  abort(upload: Upload): Promise<void>;
}

export function bucketWriter(bucket: Bucket, counts: UploadCounts): BucketWriter {
  return {
    bringFile: (path, source, digest) => uploadFile(bucket, path, source, digest, counts),
    bringManifest: (path, text) => {
      const bytes = Buffer.from(text);
      return bucket.put(path, digestOf(bytes), 'application/json', () => Promise.resolve(bytes));
    },
    remove: (path) => bucket.remove(path),
    abort: (upload) => bucket.abortUpload(upload),
  };
}

/** Says in a line each what would be done. */
export function dryRunWriter(print: (line: string) => void): BucketWriter {
  const said = new Set<string>();
  const say = (line: string): Promise<void> => {
    if (!said.has(line)) print(line);
    said.add(line);
    return Promise.resolve();
  };
  return {
    bringFile: (path, _source, { bytes }, replaced) =>
      say(`${replaced === undefined ? 'upload' : 'mend'} ${path}, ${bytes} bytes`),
    bringManifest: (path, text) => say(`upload ${path}, ${Buffer.byteLength(text)} bytes`),
    remove: (path) => say(`delete ${path}, when it has not been named for an hour`),
    abort: ({ path }) => say(`abort the upload of ${path}`),
  };
}
