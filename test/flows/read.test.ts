import fc from 'fast-check';
import { fieldNamed, flowFields } from '../../lambda/flows/fields.ts';
import { defaultFormat, formatOf, headerOf, parseFormat } from '../../lambda/flows/format.ts';
import { readRecords } from '../../lambda/flows/read.ts';
import { readingOf } from '../../lambda/flows/reading.ts';
import { parseRecord, recordText } from '../../lambda/flows/record.ts';
import { talksOf } from '../../lambda/flows/summary.ts';
import { corpusText } from '../support/corpus.ts';

const text = corpusText('flow-logs/aws-docs-records.txt');
const whenThere = text === undefined ? test.skip : test;

whenThere('every record of the corpus is read, each by the header above it', () => {
  const { records, flaws } = readRecords(text ?? '');
  expect(flaws).toEqual([]);
  expect(records).toHaveLength(31);
  expect(new Set(records.map(({ format }) => format.join(' '))).size).toBe(6);
  expect(records.filter(({ status }) => status !== 'OK').map(({ status }) => status)).toEqual(['NODATA', 'SKIPDATA']);
  for (const record of records) {
    expect(recordText(record, record.format)).toBe((text ?? '').split('\n')[record.line - 1]?.replaceAll(/ +/g, ' '));
  }
});

whenThere('the conversations of the corpus are told by their flags, their ports and the packets own addresses', () => {
  const talks = talksOf(readRecords(text ?? '').records);
  // SYN-ACK comes from port 5001, so the client is outside, whichever port is the lower one.
  expect(talks).toContainEqual(
    expect.objectContaining({
      client: '52.213.180.42',
      server: '10.0.0.62',
      port: 5001,
      replies: { accepted: 1252, rejected: 0, unjudged: 0 },
    }),
  );
  expect(talks).toContainEqual(
    expect.objectContaining({
      interfaceId: 'eni-11111111111111111',
      client: '10.20.33.164',
      server: '10.40.2.236',
      port: 80,
    }),
  );
  expect(talks).toContainEqual(
    expect.objectContaining({
      client: '203.0.113.12',
      unit: 'packets',
      requests: { accepted: 4, rejected: 0, unjudged: 0 },
      replies: { accepted: 0, rejected: 4, unjudged: 0 },
    }),
  );
});

const aValue = (name: string): fc.Arbitrary<string> => {
  switch (fieldNamed(name)?.kind) {
    case 'number':
    case 'seconds':
    case 'tcp-flags':
    case 'traffic-path':
    case 'encryption':
      return fc.nat().map(String);
    case 'port':
      return fc.integer({ min: 0, max: 65_535 }).map(String);
    case 'protocol':
      return fc.integer({ min: 0, max: 255 }).map(String);
    case 'address':
      return fc.oneof(fc.ipV4(), fc.ipV6());
    case 'action':
      return fc.constantFrom('ACCEPT', 'REJECT');
    case 'status':
      return fc.constantFrom('OK', 'NODATA', 'SKIPDATA');
    default:
      return fc.stringMatching(/^[!-~]{1,30}$/).filter((value) => value !== '-');
  }
};

const aFormat = fc.shuffledSubarray(
  flowFields.map(({ name }) => name),
  { minLength: 1 },
);

test('a record of any format of versions 2 to 10 is what was written', () => {
  const written = aFormat.chain((format) =>
    fc
      .tuple(...format.map((name) => fc.option(aValue(name), { nil: '-' })))
      .map((values) => ({ format, line: values.join(' ') })),
  );
  fc.assert(
    fc.property(written, fc.constantFrom(' ', '  ', '\t '), ({ format, line }, gap) => {
      const read = parseRecord(line.replaceAll(' ', gap), format);
      expect(read.ok).toBe(true);
      if (!read.ok) return;
      expect(recordText(read.value, format)).toBe(line);
      expect(parseRecord(recordText(read.value, format), format)).toEqual(read);
    }),
    { numRuns: 200 },
  );
});

test('no value of a field, whatever it is named, has a reading that is no text', () => {
  const kinds = flowFields.map(({ kind }) => kind);
  fc.assert(
    fc.property(
      fc.constantFrom(...kinds),
      fc.oneof(fc.string(), fc.constantFrom('constructor', '__proto__')),
      (kind, value) => {
        expect(['string', 'undefined']).toContain(typeof readingOf(kind, value));
      },
    ),
  );
});

test('the table has every field of every version once', () => {
  const versions = new Map<number, number>();
  for (const { version } of flowFields) versions.set(version, (versions.get(version) ?? 0) + 1);
  expect([...versions]).toEqual([
    [2, 14],
    [3, 7],
    [4, 4],
    [5, 4],
    [7, 10],
    [8, 1],
    [9, 1],
    [10, 1],
  ]);
  expect(new Set(flowFields.map(({ name }) => name)).size).toBe(flowFields.length);
});

test.each([
  ['tcp-flags', '2', 'SYN'],
  ['tcp-flags', '18', 'SYN-ACK'],
  ['tcp-flags', '3', 'SYN, FIN'],
  ['tcp-flags', '19', 'SYN-ACK, FIN'],
  ['tcp-flags', '0', 'no SYN, FIN or RST: the middle of a connection'],
  ['traffic-path', '8', 'through an internet gateway'],
  ['reject-reason', 'BPA', 'VPC Block Public Access'],
  ['encryption', '3', 'encrypted by the Nitro hardware and by the application'],
  ['protocol', '58', 'ICMPv6'],
  ['seconds', '1621151386', '2021-05-16T07:49:46Z'],
] as const)('%s %s reads: %s', (kind, value, reading) => {
  expect(readingOf(kind, value)).toBe(reading);
});

const v2 =
  '2 111111111111 eni-09234fd609f3aa6d2 10.0.20.236 172.16.0.89 49795 3389 6 3 152 1621151386 1621151388 ACCEPT OK';

test.each([
  ['a field too few', v2.replace(' OK', ''), 'the record has 13 fields, its format has 14'],
  ['a field too many', `${v2} SECRET`, 'the record has 15 fields, its format has 14'],
  ['a port beyond the last', v2.replace('3389', '70000'), '`dstport` is not a port from 0 to 65535'],
  ['an address that is none', v2.replace('10.0.20.236', 'SECRET'), '`srcaddr` is not an IP address'],
  ['an action that is none', v2.replace('ACCEPT', 'SECRET'), '`action` is not ACCEPT or REJECT'],
  ['a status that is none', v2.replace('OK', 'SECRET'), '`log-status` is not OK, NODATA or SKIPDATA'],
  ['a number that is none', v2.replace(' 152 ', ' -1 '), '`bytes` is not a whole number'],
])('%s is told with its line, and never with what stood there', (_, bad, message) => {
  const { records, flaws } = readRecords(`${v2}\r\n\n# a comment\n${bad}\n${v2}`);
  expect(records.map(({ line }) => line)).toEqual([1, 5]);
  expect(flaws).toMatchObject([{ line: 4, message }]);
  expect(JSON.stringify(flaws)).not.toContain('SECRET');
});

describe('a format', () => {
  test('is read in the form of LogFormat, and as bare names', () => {
    const braced = defaultFormat.map((name) => `\${${name}}`).join(' ');
    expect(parseFormat(braced)).toEqual({ ok: true, value: defaultFormat });
    expect(parseFormat(' srcaddr   dstaddr ')).toEqual({ ok: true, value: ['srcaddr', 'dstaddr'] });
    expect(formatOf(braced)).toEqual(defaultFormat);
  });

  test('may have fields that are newer than this program, but none that is misspelt, twice there, or no name', () => {
    expect(parseFormat('srcaddr quantum-spin')).toMatchObject({ ok: true });
    expect(parseFormat('srcaddr dstadr')).toMatchObject({ ok: false, advice: 'did you mean `dstaddr`?' });
    expect(parseFormat('srcaddr srcaddr')).toMatchObject({ ok: false });
    expect(parseFormat('')).toMatchObject({ ok: false });
    expect(parseFormat('srcaddr | dstaddr')).toMatchObject({ ok: false });
    expect(formatOf('srcaddr,dstaddr')).toBeUndefined();
  });

  test('stands in a line of names, but not in a comment or a record', () => {
    expect(headerOf('version srcaddr dstaddr')).toEqual(['version', 'srcaddr', 'dstaddr']);
    expect(headerOf('## NAT gateway (zonal), custom: srcaddr dstaddr')).toEqual(['srcaddr', 'dstaddr']);
    expect(headerOf('# what follows: srcaddr and more')).toBeUndefined();
    expect(headerOf(v2)).toBeUndefined();
  });
});
