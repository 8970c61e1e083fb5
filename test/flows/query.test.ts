import fc from 'fast-check';
import { flowFields } from '../../lambda/flows/fields.ts';
import { defaultFormat } from '../../lambda/flows/format.ts';
import { queryText } from '../../lambda/flows/query.ts';
import { sightingOfRow } from '../../lambda/flows/row.ts';
import type { Conversation } from '../../lambda/flows/sighting.ts';
import { commandsOf } from '../../local/logs/commands.ts';

const eni = 'eni-09234fd609f3aa6d2';
const rdp: Conversation = {
  sources: ['10.0.20.236'],
  destinations: ['172.16.0.89'],
  protocol: 'tcp',
  ports: [{ from: 3389, to: 3389 }],
};

test('of the default format it names the fields that are discovered', () => {
  expect(queryText(defaultFormat, [eni], rdp)).toEqual({
    ok: true,
    value: [
      'filter interfaceId in ["eni-09234fd609f3aa6d2"] and (logStatus = "SKIPDATA" or (protocol = 6 and ' +
        '((srcAddr in ["10.0.20.236"] and dstAddr in ["172.16.0.89"] and (dstPort = 3389)) or ' +
        '(srcAddr in ["172.16.0.89"] and dstAddr in ["10.0.20.236"] and (srcPort = 3389)))))',
      '| stats sum(packets) as flowPackets, count(*) as flowRecords, max(endTime) as flowLast by interfaceId, logStatus, action, srcAddr, dstAddr',
      '| limit 500',
    ].join('\n'),
  });
});

test('a custom format is parsed as far as it is needed, and the packets own addresses are taken', () => {
  const format = ['pkt-srcaddr', 'vpc-id', 'pkt-dstaddr', 'srcport', 'dstport', 'action', 'srcaddr', 'dstaddr'];
  const text = queryText(format, [eni], { ...rdp, ports: [{ from: 80, to: 90 }] });
  expect(text.ok && text.value.split('\n')).toEqual([
    'parse @message "* * * * * * *" as flowSource, flowOther1, flowDestination, flowSourcePort, flowDestinationPort, flowAction, flowRest',
    '| filter (@logStream like "eni-09234fd609f3aa6d2") and ((flowSource in ["10.0.20.236"] and flowDestination in ["172.16.0.89"] and ((flowDestinationPort >= 80 and flowDestinationPort <= 90))) or (flowSource in ["172.16.0.89"] and flowDestination in ["10.0.20.236"] and ((flowSourcePort >= 80 and flowSourcePort <= 90))))',
    '| stats count(*) as flowRecords by @logStream, flowAction, flowSource, flowDestination',
    '| limit 500',
  ]);
});

test.each(['action', 'srcport', 'dstaddr'])('a format without %s cannot be asked, and says so', (name) => {
  const format = defaultFormat.filter((one) => one !== name);
  expect(queryText(format, [eni], rdp)).toMatchObject({ ok: false, message: `its records have no ${name}` });
});

const hostile = ['" or 1 = 1', "'", '\\"', 'a | limit 1', '10.0.0.1"]', 'eni-1"', '/.*/', '\n', '10.0.0.1/8', ''];

test.each(hostile)('no value such as %j comes into a query', (value) => {
  expect(queryText(defaultFormat, [value], rdp).ok).toBe(false);
  expect(queryText(defaultFormat, [eni], { ...rdp, sources: [value] }).ok).toBe(false);
  expect(queryText(defaultFormat, [eni], { ...rdp, destinations: ['10.0.0.1', value] }).ok).toBe(false);
});

test('whatever is given, a query names nothing but ids, canonical addresses and ports', () => {
  const anything = fc.oneof(fc.string(), fc.constantFrom(...hostile), fc.ipV4(), fc.ipV6());
  const given = fc.record({
    ids: fc.array(fc.oneof(fc.constant(eni), fc.string()), { maxLength: 2 }),
    sources: fc.array(anything, { minLength: 1, maxLength: 2 }),
    ports: fc.array(fc.record({ from: fc.double(), to: fc.double() }), { maxLength: 2 }),
    format: fc.array(fc.oneof(fc.string(), fc.constantFrom(...defaultFormat)), { maxLength: 20 }),
  });
  fc.assert(
    fc.property(given, ({ ids, sources, ports, format }) => {
      const text = queryText([...defaultFormat, ...format], ids, { ...rdp, sources, ports: [...rdp.ports, ...ports] });
      if (text.ok) expect(text.value).toMatch(/^[\w@*().,:|"[\]<>=\s-]*$/);
    }),
    { numRuns: 300 },
  );
});

test('of any format that can be asked it is a query that Logs takes, of at most 10,000 characters', () => {
  const addresses = (first: number) =>
    Array.from({ length: 20 }, (_, index) => `2001:db8:aaaa:bbbb:cccc:dddd:${first}:${index + 1}`);
  const large: Conversation = {
    sources: addresses(1),
    destinations: addresses(2),
    protocol: 'udp',
    ports: Array.from({ length: 10 }, (_, index) => ({ from: 10_000 + index * 10, to: 10_005 + index * 10 })),
  };
  const enis = Array.from({ length: 8 }, (_, index) => `eni-0123456789abcdef${index}`);
  const formats = fc.shuffledSubarray(flowFields.map(({ name }) => name));
  fc.assert(
    fc.property(formats, (format) => {
      const text = queryText(format, enis, large);
      if (!text.ok) return;
      expect(text.value.length).toBeLessThanOrEqual(10_000);
      expect(() => commandsOf(text.value)).not.toThrow();
    }),
    { numRuns: 50 },
  );
  expect(
    queryText(
      flowFields.map(({ name }) => name),
      enis,
      large,
    ).ok,
  ).toBe(true);
  const many = Array.from({ length: 600 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  expect(queryText(defaultFormat, enis, { ...large, sources: many })).toMatchObject({ ok: false });
});

test('a row may hold anything: what makes no sense in it is not told', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('srcAddr', 'flowAction', 'flowPackets', 'flowLast', '@logStream'), fc.string()),
      (row) => {
        const { packets, records, last = 0 } = sightingOfRow(row);
        for (const number of [packets, records, last]) expect(Number.isFinite(number)).toBe(true);
      },
    ),
  );
  expect(
    sightingOfRow({ '@logStream': `${eni}-all`, flowAction: 'ACCEPT', flowSource: '10.0.20.236', flowRecords: '2' }),
  ).toMatchObject({ interfaceId: eni, action: 'ACCEPT', source: '10.0.20.236', packets: 2, status: 'OK' });
});
