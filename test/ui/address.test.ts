import fc from 'fast-check';
import { type Address, addressOf, dayChoices, hrefOf } from '../../ui/page/address.ts';

const read = (href: string) => {
  const { pathname, search } = new URL(href, 'http://127.0.0.1');
  return addressOf({ pathname, search });
};

/** What a URL can hold: a lone surrogate has no UTF-8. */
const text = fc.string({ unit: 'grapheme' });

const addresses: fc.Arbitrary<Address> = fc.record({
  place: fc.oneof(
    fc.record({ kind: fc.constantFrom('overview', 'network', 'incidents' as const) }),
    fc.record({ kind: fc.constantFrom('path', 'incident' as const), id: text.filter((id) => id !== '') }),
  ),
  words: text,
  standing: fc.option(fc.constantFrom('expected', 'unexpected', 'undetermined' as const), { nil: undefined }),
  by: fc.option(text, { nil: undefined }),
  days: fc.constantFrom(...dayChoices),
}) as fc.Arbitrary<Address>;

describe("the page's address", () => {
  test('says all that is shown, and is read back as it was, whatever ids and words hold', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(read(hrefOf(address))).toEqual(address);
      }),
    );
  });

  test.each([
    ['/', 'overview'],
    ['/nonsense', 'overview'],
    ['/path', 'overview'],
    ['/network', 'network'],
  ])('%s is the place %s', (href, kind) => {
    expect(read(href).place).toEqual({ kind });
  });

  test('takes what it does not know for not said', () => {
    expect(read('/?standing=green&days=12&q=')).toEqual({
      place: { kind: 'overview' },
      words: '',
      standing: undefined,
      by: undefined,
      days: 90,
    });
  });

  test('an id that cannot be decoded is none', () => {
    expect(addressOf({ pathname: '/path/%E0%A4%A', search: '' }).place).toEqual({ kind: 'path', id: '' });
  });
});
