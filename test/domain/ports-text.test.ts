import fc from 'fast-check';
import { portsText } from '../../lambda/domain/path.ts';
import { parsePorts } from '../../lambda/domain/ports-text.ts';

const canonical = (ports: number | string): string => {
  const parsed = parsePorts(ports);
  return parsed.ok ? portsText(parsed.value) : parsed.message;
};

test.each([
  [443, '443'],
  [0, '0'],
  ['443', '443'],
  ['1024-65535', '1024-65535'],
  ['0-21,23-65535', '0-21,23-65535'],
  [' 8443 , 443 ', '443,8443'],
  ['80 - 90', '80-90'],
  ['85-90,80-86', '80-90'],
  ['22,23', '22-23'],
  ['1,2,3,4,5,6,7,8,9,10,11,12', '1-12'],
])('%j means %s', (ports, text) => {
  expect(canonical(ports)).toBe(text);
});

test.each([
  [70000, 'port 70000 is above 65535'],
  ['80-70000', 'port 70000 is above 65535'],
  ['90-80', 'the range 90-80 runs backwards'],
  [-1, '"-1" is not a port'],
  [44.5, '"44.5" is not a port'],
  ['http', '"http" is not a port'],
  ['80,,90', 'a port is missing in the list'],
  ['', 'a port is missing in the list'],
  ['1,3,5,7,9,11,13,15,17,19,21', '11 port ranges are more than 10; each is one paid analysis'],
])('%j is refused: %s', (ports, message) => {
  expect(parsePorts(ports)).toMatchObject({ ok: false, message, advice: expect.stringMatching(/\w/) });
});

const port = fc.integer({ min: 0, max: 65535 });
const range = fc.tuple(port, port).map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const narrow = fc.integer({ min: 0, max: 40 });
const narrowRange = fc.tuple(narrow, narrow).map(([from, more]) => ({ from, to: from + (more % 4) }));
const ranges = fc.array(fc.oneof(range, narrowRange), { minLength: 1, maxLength: 10 });

test('text to ranges and back is stable, and keeps exactly the declared ports', () => {
  fc.assert(
    fc.property(ranges, fc.oneof(port, narrow), (declared, probe) => {
      const parsed = parsePorts(portsText(declared));
      if (!parsed.ok) throw new Error(parsed.message);
      expect(parsePorts(portsText(parsed.value))).toEqual(parsed);
      const within = (set: typeof declared | typeof parsed.value) =>
        set.some(({ from, to }) => from <= probe && probe <= to);
      expect(within(parsed.value)).toBe(within(declared));
      for (const [index, next] of parsed.value.entries()) {
        const before = parsed.value[index - 1];
        if (before) expect(next.from).toBeGreaterThan(before.to + 1);
      }
    }),
  );
});
