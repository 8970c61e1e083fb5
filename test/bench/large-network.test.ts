import { INTERFACES_PER_SITE } from '../../bench/large-network/interface-plan.ts';
import { largeNetwork } from '../../bench/large-network/network.ts';
import { questionsFor } from '../../bench/large-network/questions.ts';
import { modelOf } from '../../lambda/reachability/analyze.ts';
import { part, text } from '../../lambda/snapshot/raw.ts';
import { documentKeys, documentParts } from '../../lambda/snapshot/snapshot.ts';

const VPCS = 12;
const documents = largeNetwork(VPCS);

/** Each side of a peering lists the attachment under the same id. */
const idsOf = (key: (typeof documentKeys)[number]): readonly (string | undefined)[] =>
  (documents[key] ?? []).map(
    (element) =>
      `${text(element, documentParts[key].id)}${key === 'TransitGatewayAttachments' ? text(element, 'TransitGatewayId') : ''}`,
  );

describe('the large network of the bench', () => {
  test('has every part of a snapshot, and as many interfaces as it says', () => {
    expect(Object.keys(documents).sort()).toEqual([...documentKeys].sort());
    expect(documents.Vpcs).toHaveLength(VPCS);
    expect(documents.NetworkInterfaces).toHaveLength(VPCS * INTERFACES_PER_SITE);
  });

  test.each(documentKeys)('names no two elements of %s the same', (key) => {
    const ids = idsOf(key);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('gives no address twice', () => {
    const interfaces = documents.NetworkInterfaces ?? [];
    const own = interfaces.flatMap((one) => text(one, 'PrivateIpAddress') ?? []);
    const outer = interfaces.flatMap((one) => text(part(one, 'Association'), 'PublicIp') ?? []);
    expect(new Set(own).size).toBe(interfaces.length);
    expect(new Set(outer).size).toBe(outer.length);
    expect(outer).toHaveLength(documents.Addresses?.length ?? 0);
  });

  test('is asked questions whose answers are those it was built for', () => {
    const model = modelOf({ takenAt: '2026-11-22T10:00:00Z', documents, unreadable: {} });
    const asked = questionsFor(VPCS, 200).map(({ kind, query, forward, verdict }) => {
      const answer = model.analyze(query);
      return {
        built: { kind, query, forward, verdict },
        answered: { kind, query, forward: answer.forward.verdict, verdict: answer.verdict },
      };
    });
    expect(asked.map(({ answered }) => answered)).toEqual(asked.map(({ built }) => built));
    expect(new Set(asked.map(({ built }) => built.kind)).size).toBe(11);
  });

  test('is asked the same questions in every run', () => {
    expect(questionsFor(VPCS, 100)).toEqual(questionsFor(VPCS, 100));
  });

  test('has a bound', () => {
    expect(() => largeNetwork(257)).toThrow('257 VPCs: at least 2, at most 256');
  });
});
