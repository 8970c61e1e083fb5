import { HttpResponse } from '@smithy/core/protocols';
import fc from 'fast-check';
import { Fault } from '../../lambda/domain/fault.ts';
import { loopback } from '../support/loopback.ts';
import { anyText } from './any-text.ts';
import { must } from './target.ts';

/** A service's answer, as it comes over the wire. */
export interface Wired {
  readonly status: number;
  readonly body: string;
}

/** What a client of the SDK is made of whose every call is answered by `say`, without a network. */
export const answeredBy = (contentType: string, say: () => Wired) => ({
  ...loopback('http://127.0.0.1:9'),
  maxAttempts: 1,
  requestHandler: {
    handle: async () => {
      const { status: statusCode, body } = say();
      const headers = { 'content-type': contentType };
      return { response: new HttpResponse({ statusCode, headers, body: Buffer.from(body) }) };
    },
  },
});

export const anyWired = (bodies: fc.Arbitrary<string>): fc.Arbitrary<Wired> =>
  fc.record({
    status: fc.oneof(
      { arbitrary: fc.constant(200), weight: 9 },
      { arbitrary: fc.constantFrom(400, 403, 500, 503), weight: 1 },
    ),
    body: bodies,
  });

const xmlWords = ['<item>', '</item>', '<item/>', '&#0;', '&#xD800;', '&lol;', '<![CDATA[', ']]>', '<!--', '-->'];
const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>&b;&f;';

export const anyXml = (seeds: readonly string[], words: readonly string[] = []): fc.Arbitrary<Wired> =>
  anyWired(anyText(seeds, [...xmlWords, entities, ...words]));

/** What a call came to; anything thrown that is no `Fault` is a finding, and so is a fault that does not say of what. */
export const orFault = async <Value>(call: Promise<Value>): Promise<Value | Fault> => {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { operation, code, message } = error.info;
    must(operation !== '' && code !== '', 'a fault names its operation and its code');
    must(message.length <= 1000, 'a fault is bounded');
    return error;
  }
};
