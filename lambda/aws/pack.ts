import { gunzipSync, gzipSync } from 'node:zlib';

/** A value as gzip-compressed JSON; plain bytes, since that is what the client gives back on reading. */
export const pack = (value: unknown): Uint8Array => new Uint8Array(gzipSync(JSON.stringify(value)));

/** The value behind `pack`; throws what zlib or JSON throws at bytes that are none. */
export const unpack = (bytes: unknown): unknown => {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('not a binary attribute');
  return JSON.parse(gunzipSync(bytes).toString('utf8'));
};

/** Bytes of a value as JSON: never less than what DynamoDB counts for it, save for a few bytes a number. */
export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
