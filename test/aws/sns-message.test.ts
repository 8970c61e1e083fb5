import fc from 'fast-check';
import { messageByProtocol } from '../../lambda/aws/sns-message.ts';

const read = (message: string): Record<string, string> => JSON.parse(message);

test('a message that fits says all to everybody', () => {
  expect(read(messageByProtocol('line 1\nline 2', { a: '"' }, 1000))).toEqual({
    default: 'line 1\nline 2',
    email: 'line 1\nline 2',
    https: '{"a":"\\""}',
  });
});

test('a message that is too long is cut in its text, within the limit, and says so', () => {
  const units = fc.constantFrom('a', '"', '\\', '\n', '\u0001', 'ä', '→', '😀', '\ud800');
  fc.assert(
    fc.property(fc.string({ unit: units, minLength: 300 }), fc.integer({ min: 200, max: 500 }), (body, limit) => {
      const message = messageByProtocol(body, { id: 1 }, limit);
      expect(Buffer.byteLength(message)).toBeLessThanOrEqual(limit);
      expect(read(message).https).toBe('{"id":1}');
      expect(read(message).email).toMatch(/\n\n\[cut: .*\]\n$/);
    }),
  );
});
