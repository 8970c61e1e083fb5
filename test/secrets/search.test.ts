import { gzipSync } from 'node:zlib';
import { says } from './search.ts';

const secret = 'planted-secret-of-some-length';

test.each<[string, string]>([
  ['as it is', `{"a":"${secret}"}`],
  ['in a URL', `x=${encodeURIComponent(secret)}`],
  ['as base64', Buffer.from(secret).toString('base64')],
  ['as base64 of more', Buffer.from(`{"ab":"${secret}"}`).toString('base64')],
  ['packed', `{"B":"${gzipSync(JSON.stringify({ secret })).toString('base64')}"}`],
])('a secret that goes out %s is found', (_, said) => {
  expect(says(said, secret)).toBe(true);
  expect(says(said, 'another-secret-of-some-length')).toBe(false);
});
