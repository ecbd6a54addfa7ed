import type { S3 } from '@aws-sdk/client-s3';
import { AppError } from '@eventbook/shared/errors/app-error';
import pLimit from 'p-limit';
import type { BucketAddress } from './bucket-address.js';
import { bucketFailure, isNamed, statusOf } from './bucket-failures.js';
import type { Digest, FilePart } from './digest.js';

export interface BucketOptions extends BucketAddress {
  /** Where it is no bucket of AWS: the URL of the server. */
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
}

/** An object as the server knows it. */
export interface ObjectHead {
  readonly bytes: number;
  /** As hex digits, of the whole object: what the server has checked, or else what the one who sent it said. */
  readonly sha256: string | undefined;
}

/** An upload in parts that is under way. */
export interface Upload {
  readonly path: string;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly begun: number;
}

export interface SentPart extends Digest {
  readonly number: number;
  readonly tag: string;
}

/** Bodies on their way at once. Each is in memory. */
const bodiesAtOnce = 4;
/** For a connection, and for all of a request and its answer; with a body: eight megabytes at 70 KB/s. */
const patience = { connectionTimeout: 10_000, requestTimeout: 15_000 };
const patienceWithBody = 120_000;

/**
 * A bucket, or what is below a prefix in it; paths are without the prefix. Each body is sent with its SHA-256, which the
 * server holds against what has arrived. Everything throws AppError destination_unreachable or destination_refused.
 */
export class Bucket {
  readonly place: string;
  readonly #client: S3;
  readonly #bucket: string;
  readonly #prefix: string;
  readonly #ending = new AbortController();
  readonly #bodies = pLimit(bodiesAtOnce);

  private constructor(client: S3, { bucket, prefix }: BucketAddress) {
    this.place = `s3://${bucket}/${prefix}`;
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  /**
   * Credentials, and whatever is not given, are where the AWS SDK looks for them.
   * @throws AppError configuration_invalid
   */
  static async open(options: BucketOptions): Promise<Bucket> {
    const { endpoint, region } = options;
    // Loaded when it is needed: no other kind of sink pays for it.
    const { S3 } = await import('@aws-sdk/client-s3');
    const client = new S3({
      ...(region === undefined ? {} : { region }),
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      requestHandler: { ...patience, throwOnRequestTimeout: true },
      // Ours are on every body; others would only ask more of the server.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    const hasRegion = await client.config.region().then(
      () => true,
      () => false,
    );
    if (hasRegion) return new Bucket(client, options);
    if (endpoint !== undefined) return Bucket.open({ ...options, region: 'us-east-1' });
    throw new AppError('user', 'configuration_invalid', 's3_region is missing: where the bucket is.', {
      hint: 'Give --s3-region or AWS_REGION; where the store is not AWS, --s3-endpoint.',
      data: { setting: 's3_region' },
    });
  }

  /** Whether it can be written to, as far as can be told without writing. */
  async check(): Promise<void> {
    await this.#send((options) =>
      this.#client.listMultipartUploads({ ...this.#where, Prefix: this.#prefix, MaxUploads: 1 }, options),
    );
  }

  async head(path: string): Promise<ObjectHead | undefined> {
    return this.#unlessMissing(async (options) => {
      const { ContentLength, ChecksumSHA256, Metadata } = await this.#client.headObject(
        { ...this.#at(path), ChecksumMode: 'ENABLED' },
        options,
      );
      // Of an object that came in parts it is a hash of hashes, with the number of parts behind a dash.
      const checked = ChecksumSHA256?.includes('-') === false ? hexOf(ChecksumSHA256) : undefined;
      return { bytes: ContentLength ?? 0, sha256: checked ?? Metadata?.['sha256'] };
    });
  }

  async readText(path: string): Promise<string | undefined> {
    return this.#unlessMissing(async (options) => {
      const { Body } = await this.#client.getObject(this.#at(path), options);
      return Body === undefined ? undefined : Body.transformToString();
    });
  }

  /** @param read is called when there is room for the bytes */
  async put(
    path: string,
    { sha256 }: Digest,
    contentType: string,
    read: () => Promise<Buffer>,
  ): Promise<void> {
    await this.#bodies(async () => {
      const body = await read();
      await this.#send((options) =>
        this.#client.putObject(
          {
            ...this.#at(path),
            ...{ Body: body, ContentType: contentType, ContentLength: body.length },
            ...{ ChecksumSHA256: base64Of(sha256), Metadata: { sha256 } },
          },
          { ...options, requestTimeout: patienceWithBody },
        ),
      );
    });
  }

  async remove(path: string): Promise<void> {
    await this.#send((options) => this.#client.deleteObject(this.#at(path), options));
  }

  /** All that are under way, below a path. */
  async uploads(below = ''): Promise<Upload[]> {
    const uploads: Upload[] = [];
    let marker: { KeyMarker?: string; UploadIdMarker?: string } = {};
    for (;;) {
      const page = await this.#send((options) =>
        this.#client.listMultipartUploads(
          { ...this.#where, Prefix: this.#prefix + below, ...marker },
          options,
        ),
      );
      for (const { Key = '', UploadId: id = '', Initiated } of page.Uploads ?? [])
        uploads.push({ path: Key.slice(this.#prefix.length), id, begun: Initiated?.getTime() ?? 0 });
      if (page.IsTruncated !== true) return uploads;
      marker = {
        ...(page.NextKeyMarker === undefined ? {} : { KeyMarker: page.NextKeyMarker }),
        ...(page.NextUploadIdMarker === undefined ? {} : { UploadIdMarker: page.NextUploadIdMarker }),
      };
    }
  }

  async beginUpload(path: string, { sha256 }: Digest, contentType: string): Promise<Upload> {
    const { UploadId: id = '' } = await this.#send((options) =>
      this.#client.createMultipartUpload(
        {
          ...this.#at(path),
          ...{ ContentType: contentType, ChecksumAlgorithm: 'SHA256', Metadata: { sha256 } },
        },
        options,
      ),
    );
    return { path, id, begun: Date.now() };
  }

  /** The parts that the server has of an upload and knows by their SHA-256. */
  async partsOf({ path, id }: Upload): Promise<SentPart[]> {
    const parts: SentPart[] = [];
    let marker: string | undefined;
    for (;;) {
      const page = await this.#send((options) =>
        this.#client.listParts(
          { ...this.#at(path), UploadId: id, ...(marker === undefined ? {} : { PartNumberMarker: marker }) },
          options,
        ),
      );
      for (const { PartNumber: number, ETag: tag, Size: bytes, ChecksumSHA256: checksum } of page.Parts ?? [])
        if (number !== undefined && tag !== undefined && bytes !== undefined && checksum !== undefined)
          parts.push({ number, tag, bytes, sha256: hexOf(checksum) });
      if (page.IsTruncated !== true) return parts;
      marker = page.NextPartNumberMarker;
    }
  }

  async putPart({ path, id }: Upload, part: FilePart, read: () => Promise<Buffer>): Promise<SentPart> {
    const { number, bytes, sha256 } = part;
    return this.#bodies(async () => {
      const body = await read();
      const { ETag: tag = '' } = await this.#send((options) =>
        this.#client.uploadPart(
          {
            ...this.#at(path),
            ...{ UploadId: id, PartNumber: number, Body: body, ContentLength: body.length },
            ...{ ChecksumSHA256: base64Of(sha256) },
          },
          { ...options, requestTimeout: patienceWithBody },
        ),
      );
      return { number, tag, bytes, sha256 };
    });
  }

  async finishUpload({ path, id }: Upload, parts: readonly SentPart[]): Promise<void> {
    const Parts = parts.map(({ number, tag, sha256 }) => {
      return { PartNumber: number, ETag: tag, ChecksumSHA256: base64Of(sha256) };
    });
    await this.#send((options) =>
      this.#client.completeMultipartUpload(
        { ...this.#at(path), UploadId: id, MultipartUpload: { Parts } },
        { ...options, requestTimeout: patienceWithBody },
      ),
    );
  }

  async abortUpload({ path, id }: Upload): Promise<void> {
    await this.#send((options) =>
      this.#client
        .abortMultipartUpload({ ...this.#at(path), UploadId: id }, options)
        .catch((error: unknown) => {
          // It has been finished, or aborted, by another.
          if (!isNamed(error, 'NoSuchUpload')) throw error;
        }),
    );
  }

  /** Ends what is under way; every request fails from now on. */
  stop(): void {
    this.#ending.abort();
    this.#client.destroy();
  }

  get #where(): { readonly Bucket: string } {
    return { Bucket: this.#bucket };
  }

  #at(path: string): { readonly Bucket: string; readonly Key: string } {
    return { Bucket: this.#bucket, Key: this.#prefix + path };
  }

  async #send<Answer>(request: (options: { abortSignal: AbortSignal }) => Promise<Answer>): Promise<Answer> {
    try {
      return await request({ abortSignal: this.#ending.signal });
    } catch (error) {
      throw bucketFailure(this.place, error);
    }
  }

  #unlessMissing<Answer>(
    request: (options: { abortSignal: AbortSignal }) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    return this.#send((options) =>
      request(options).catch((error: unknown) => {
        if (statusOf(error) === 404 && !isNamed(error, 'NoSuchBucket')) return undefined;
        throw error;
      }),
    );
  }
}

function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

function base64Of(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}
