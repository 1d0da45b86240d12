import { expect, it } from 'vitest';
import { addresseeOf } from '../../../../src/programs/emulate/route';
import { request, signedFor } from './requests';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

it.each([
  [
    'a target',
    request('POST', '/', { headers: { 'x-amz-target': 'AmazonPersonalize.ListSchemas' } }),
    { service: 'personalize' },
  ],
  [
    'a target of CloudWatch',
    request('POST', '/', { headers: { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData' } }),
    { service: 'monitoring' },
  ],
  [
    'another target',
    request('POST', '/', { headers: { 'x-amz-target': 'AmazonForecast.ListDatasets' } }),
    { service: 'unknown', name: 'AmazonForecast' },
  ],
  [
    'a target that every object has',
    request('POST', '/', { headers: { 'x-amz-target': 'constructor.x' } }),
    { service: 'unknown', name: 'constructor' },
  ],
  [
    'a signature',
    request('POST', '/recommendations', { headers: signedFor('personalize') }),
    { service: 'personalize' },
  ],
  [
    'a signature of S3 for a bucket that is called like a path',
    request('PUT', '/events', { headers: signedFor('s3') }),
    { service: 's3', hostBucket: null },
  ],
  [
    'a signature of STS',
    request('POST', '/', { headers: { ...signedFor('sts'), ...form } }),
    { service: 'sts' },
  ],
  [
    'a signature of IAM',
    request('POST', '/', { headers: { ...signedFor('iam'), ...form } }),
    { service: 'iam' },
  ],
  [
    'a signature of another service',
    request('POST', '/', { headers: signedFor('sns') }),
    { service: 'unknown', name: 'sns' },
  ],
  ['an unsigned path of the runtime', request('POST', '/action-recommendations'), { service: 'personalize' }],
  ['an unsigned form', request('POST', '/', { headers: form }), { service: 'sts' }],
  ['an unsigned query', request('GET', '/?Action=GetRole&Version=2010-05-08'), { service: 'iam' }],
  [
    'an address that was signed beforehand',
    request('GET', '/b/k?X-Amz-Credential=A%2F20260101%2Fus-east-1%2Fs3%2Faws4_request'),
    { service: 's3', hostBucket: null },
  ],
  ['anything else', request('GET', '/bucket/key'), { service: 's3', hostBucket: null }],
])('%s tells the service', (_what, asked, addressee) => {
  expect(addresseeOf(asked)).toEqual(addressee);
});

it.each([
  ['localhost:4566', null],
  ['127.0.0.1:4566', null],
  ['s3.localhost', null],
  ['data.localhost:4566', 'data'],
  ['my.data.localhost', 'my.data'],
  ['data.s3.localhost:4566', 'data'],
  ['data.s3.us-east-1.localhost', 'data'],
  ['emulator:4566', null],
])('the host %s names the bucket %s', (host, hostBucket) => {
  expect(addresseeOf(request('GET', '/key', { headers: { host } }))).toEqual({ service: 's3', hostBucket });
});
