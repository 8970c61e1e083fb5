import { readRecords } from '../../lambda/flows/read.ts';
import { type Seen, seenOf } from '../../lambda/flows/seen.ts';
import { type Conversation, sightingOf } from '../../lambda/flows/sighting.ts';
import { testimonyOf } from '../../lambda/flows/testimony.ts';
import { addressA, addressB, ids } from '../../local/scenario/ids.ts';

const rdp: Conversation = {
  sources: [addressA],
  destinations: [addressB],
  protocol: 'tcp',
  ports: [{ from: 3389, to: 3389 }],
};
const broke = 1_621_151_400;

/** Records of the default format: who to whom, what became of it, and when, in seconds from the break on. */
type Line = readonly [from: string, to: string, ports: string, action: string, at: number] | 'SKIPDATA' | 'NODATA';
const request = (action = 'ACCEPT', at = 0): Line => [addressA, addressB, '49795 3389', action, at];
const reply = (action = 'ACCEPT', at = 0): Line => [addressB, addressA, '3389 49795', action, at];

const textOf = (eni: string, line: Line): string => {
  if (line === 'SKIPDATA' || line === 'NODATA') return `2 1 ${eni} - - - - - - - ${broke} ${broke + 60} - ${line}`;
  const [from, to, ports, action, at] = line;
  return `2 1 ${eni} ${from} ${to} ${ports} 6 3 152 ${broke + at - 60} ${broke + at} ${action} OK`;
};

const seen = (interfaceId: string, lines: readonly Line[], traffic: Seen['traffic'] = 'ALL'): Seen => {
  const { records } = readRecords(lines.map((line) => textOf(interfaceId, line)).join('\n'));
  return seenOf({ interfaceId, flowLogId: 'fl-1', traffic, aggregation: 60 }, records.map(sightingOf), rdp);
};
const a = (...lines: readonly Line[]): Seen => seen(ids.interfaceA, lines);
const b = (...lines: readonly Line[]): Seen => seen(ids.interfaceB, lines);

const said = (sources: readonly Seen[], destinations: readonly Seen[], now = broke + 3600) =>
  testimonyOf({ sources, destinations }, { brokeAt: broke, now });

test('case 3 of the scenario: the request is accepted at B, and no reply leaves it', () => {
  const found =
    '2 111111111111 eni-09234fd609f3aa6d2 10.0.20.236 172.16.0.89 49795 3389 6 3 152 1621151386 1621151388 ACCEPT OK';
  const transit =
    '2 111111111111 eni-00d044a268a1e59b2 172.16.10.82 172.16.0.89 49795 3389 6 3 152 1621151386 1621151388 ACCEPT OK';
  const sightings = readRecords(`${found}\n${transit}`).records.map(sightingOf);
  const at = seenOf(
    { interfaceId: ids.interfaceB, flowLogId: 'fl-1', traffic: 'ALL', aggregation: 60 },
    sightings,
    rdp,
  );
  expect(testimonyOf({ sources: [], destinations: [at] }, { brokeAt: broke, now: broke + 360 })).toEqual({
    testimony: 'unanswered',
    message: 'eni-09234fd609f3aa6d2 accepted 3 request packets, and no reply left it',
  });
});

test('at a transit gateway the packets own addresses are compared', () => {
  const header =
    'version interface-id srcaddr dstaddr srcport dstport protocol pkt-srcaddr pkt-dstaddr action log-status';
  const record = `3 ${ids.transitInterfaceB} 172.16.10.82 ${addressB} 49795 3389 6 ${addressA} ${addressB} ACCEPT OK`;
  const sightings = readRecords(`${header}\n${record}`).records.map(sightingOf);
  const log = { interfaceId: ids.transitInterfaceB, flowLogId: 'fl-1', traffic: 'ALL', aggregation: 60 } as const;
  expect(seenOf(log, sightings, rdp).requests.accepted.packets).toBe(1);
});

test.each<[string, readonly Seen[], readonly Seen[], string]>([
  ['a request and its reply', [], [b(request(), reply())], 'answered'],
  ['both at both ends', [a(request(), reply())], [b(request(), reply())], 'answered'],
  ['case 2: the security group rejects the request', [a(request())], [b(request('REJECT'))], 'rejected'],
  ['a network ACL rejects the reply', [], [b(request(), reply('REJECT'))], 'reply-rejected'],
  ['case 1: replies leave B and do not come to A', [a(request())], [b(request(), reply())], 'reply-lost'],
  ['the reply is rejected at A', [a(request(), reply('REJECT'))], [b(request(), reply())], 'reply-rejected'],
  ['requests leave A and do not come to B', [a(request())], [b('NODATA')], 'request-lost'],
  ['requests leave A, and B may have skipped them', [a(request())], [b('SKIPDATA')], 'silent'],
  ['requests leave A, and B has no flow log', [a(request())], [], 'silent'],
  ['requests leave A, and B records rejects alone', [a(request())], [seen(ids.interfaceB, [], 'REJECT')], 'silent'],
  ['a reply may have been skipped', [], [b(request(), 'SKIPDATA')], 'silent'],
  ['no traffic at all', [a('NODATA')], [b()], 'silent'],
  ['no flow log at all', [], [], 'silent'],
  [
    'it was answered before it broke, then not',
    [],
    [b(request('ACCEPT', -900), reply('ACCEPT', -900), request())],
    'unanswered',
  ],
  ['it was accepted before it broke, then rejected', [], [b(request('ACCEPT', -900), request('REJECT'))], 'rejected'],
  [
    'it was answered before it broke, then rejected',
    [],
    [b(request('ACCEPT', -900), reply('ACCEPT', -900), request('REJECT'))],
    'rejected',
  ],
  [
    'it was answered before it broke, and never asked again',
    [],
    [b(request('ACCEPT', -900), reply('ACCEPT', -900))],
    'silent',
  ],
  [
    'a packet after the end of the connection is rejected',
    [],
    [b(request(), reply(), request('REJECT', 5))],
    'answered',
  ],
])('%s: %4$s', (_, sources, destinations, testimony) => {
  expect(said(sources, destinations).testimony).toBe(testimony);
});

test('what is missing elsewhere may be on its way still', () => {
  expect(said([a(request())], [b(request(), reply())], broke + 300).testimony).toBe('answered');
  expect(said([a(request())], [b()], broke + 300).testimony).toBe('silent');
});

test('records of other ports, protocols and addresses say nothing', () => {
  const text = textOf(ids.interfaceB, request());
  for (const other of [
    text.replace(' 3389 ', ' 443 '),
    text.replace(' 6 3 ', ' 17 3 '),
    text.replace(addressA, '10.0.20.237'),
  ]) {
    const sightings = readRecords(other).records.map(sightingOf);
    const at = seenOf(
      { interfaceId: ids.interfaceB, flowLogId: 'fl-1', traffic: 'ALL', aggregation: 60 },
      sightings,
      rdp,
    );
    expect(said([], [at]).testimony).toBe('silent');
  }
});
