import { expect, test } from 'vitest';
import { parseBucketAddress } from './bucket-address.js';

test.each([
  ['s3://shop-events', { bucket: 'shop-events', prefix: '' }],
  ['s3://shop-events/', { bucket: 'shop-events', prefix: '' }],
  ['s3://shop.events/one//two/', { bucket: 'shop.events', prefix: 'one/two/' }],
])('%s is a place in a bucket', (address, expected) => {
  expect(parseBucketAddress(address)).toEqual(expected);
});

test.each(['shop-events', 's3:/shop', 's3://', 's3://No-Capitals', 's3://a/b', 'https://shop/events'])(
  '%s is none',
  (address) => {
    expect(parseBucketAddress(address)).toBeUndefined();
  },
);
