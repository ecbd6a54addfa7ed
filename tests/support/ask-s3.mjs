/**
 * One request to an S3 server: the name of the operation, its input and the server's URL; the answer as JSON. A process of
 * its own, because under the conditions of vitest Node finds a build of the SDK that is meant for bundlers.
 */
import { S3 } from '@aws-sdk/client-s3';

const [operation, input, endpoint] = process.argv.slice(2);
const client = new S3({ endpoint, region: 'us-east-1', forcePathStyle: true });
process.stdout.write(JSON.stringify(await client[operation](JSON.parse(input))));
