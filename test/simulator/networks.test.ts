import fc from 'fast-check';
import { addressOf } from './address.ts';
import { described } from './described.ts';
import { exists } from './exists.ts';
import { anyCase, soundCase } from './networks.ts';
import { addressesOf } from './rules.ts';
import { exchange } from './simulate.ts';

const runs = 2000;
const sample = (kind: typeof anyCase) =>
  fc
    .sample(kind, { numRuns: runs, seed: 20_261_122 })
    .map((each) => ({ ...each, truth: exists(each.documents, each.query) }));
const share = (count: number): number => count / runs;

describe('the random networks', () => {
  test('most of their queries work before anything is changed', () => {
    expect(share(sample(soundCase).filter(({ truth }) => truth.both).length)).toBeGreaterThan(0.7);
  });

  test('a good share of the queries is reachable, and of the others some for the reply alone', () => {
    const cases = sample(anyCase);
    const both = share(cases.filter(({ truth }) => truth.both).length);
    const replyAlone = share(cases.filter(({ truth }) => truth.forward && !truth.both).length);
    expect(both).toBeGreaterThan(0.25);
    expect(both).toBeLessThan(0.7);
    expect(replyAlone).toBeGreaterThan(0.03);
  });

  test('each kind of device is on at least 3 % of the ways', () => {
    const seen: Record<string, number> = {};
    for (const { truth } of sample(anyCase)) {
      if (!truth.both || truth.best === undefined) continue;
      const text = [...truth.best.request.log, ...(truth.best.reply?.log ?? [])].join('\n');
      for (const kind of [/^router /m, /^nat-/m, /^igw-/m, /^pcx-/m, /^tgw-/m, /^passes acl-/m, /^routed by rtb-/m])
        if (kind.test(text)) seen[kind.source] = (seen[kind.source] ?? 0) + 1;
    }
    expect(Object.keys(seen)).toHaveLength(7);
    expect(share(Math.min(...Object.values(seen)))).toBeGreaterThan(0.03);
  });

  test('the queries fail for many reasons', () => {
    const reasons = new Set(
      sample(anyCase).flatMap(({ truth }) => {
        if (truth.both) return [];
        const last = (truth.best?.reply ?? truth.best?.request)?.log.at(-1) ?? 'no packet';
        return [`${truth.forward ? 'reply ' : ''}${last.replace(/ ?\S*-\d\S*/g, '')}`];
      }),
    );
    expect(reasons.size).toBeGreaterThan(25);
  });

  test('no packet gets through that the truth does not know of', () => {
    const port = fc.oneof(fc.nat(65535), fc.constantFrom(0, 22, 53, 80, 123, 443, 444, 1023, 1024, 2048, 8005, 40000));
    const address = fc.oneof(
      fc.constantFrom('8.8.8.8', '8.8.9.0', '1.2.3.4', '52.200.0.1', '192.0.2.1').map(addressOf),
      fc.integer({ min: addressOf('11.0.0.0'), max: addressOf('52.0.0.0') - 1 }),
    );
    const draws = fc.record({ ports: fc.tuple(port, port, port), address, pick: fc.nat(7) });
    let arrived = 0;
    fc.assert(
      fc.property(anyCase, fc.array(draws, { minLength: 20, maxLength: 20 }), ({ documents, query }, packets) => {
        const network = described(documents);
        const eniOf = (id: string) => network.NetworkInterfaces.find((each) => each.NetworkInterfaceId === id);
        const from = eniOf(query.from);
        const to = eniOf(query.to);
        const wide = { from: query.from, to: query.to, protocol: 'tcp' };
        const truth = exists(documents, wide);
        for (const { ports, address: outside, pick } of packets) {
          const [sourcePort, destinationPort, natPort] = ports;
          const source = from === undefined ? outside : (addressesOf(from)[pick % 2] ?? addressesOf(from)[0] ?? 0);
          const own = to === undefined ? [] : from === undefined ? publicOf(to) : addressesOf(to);
          const fixed = /^\d/.test(query.to) ? addressOf(query.to) : outside;
          const destination = to === undefined ? fixed : (own[pick % own.length] ?? 0);
          const packet = { source, destination, protocol: 6, sourcePort, destinationPort };
          const target = /^\d/.test(query.to) ? undefined : query.to;
          const sent = exchange(network, packet, query.from, target, (count) => pick % count, [
            Math.max(1024, natPort),
          ]);
          if (sent.request.arrived) arrived += 1;
          if (sent.request.arrived) expect(truth.forward).toBe(true);
          if (sent.reply?.arrived) expect(truth.both).toBe(true);
        }
      }),
      { seed: 5, numRuns: 1000 },
    );
    expect(arrived).toBeGreaterThan(2000);
  });

  test('a disagreement shrinks to a small network', () => {
    const claim = fc.property(anyCase, ({ documents, query }) => {
      const { forward, both } = exists(documents, query);
      return forward === both;
    });
    const [least] = fc.check(claim, { seed: 6, numRuns: 1000 }).counterexample ?? [];
    expect(least?.documents.Vpcs?.length).toBeLessThanOrEqual(2);
    expect(least?.documents.NetworkInterfaces?.length).toBeLessThanOrEqual(5);
  });
});

const publicOf = (eni: {
  PrivateIpAddresses?: { Association?: { PublicIp?: string | undefined } | undefined }[] | undefined;
}) =>
  (eni.PrivateIpAddresses ?? []).flatMap((each) =>
    each.Association?.PublicIp === undefined ? [] : [addressOf(each.Association.PublicIp)],
  );
