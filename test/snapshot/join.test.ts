import { joined, type Source } from '../../lambda/snapshot/join.ts';
import { parsed } from '../../lambda/snapshot/parse.ts';

const takenAt = '2026-11-22T10:00:00.000Z';
const join = (...contents: readonly unknown[]) =>
  joined(
    takenAt,
    contents.map((content, index): Source => ({ file: `${index}.json`, ...parsed(content) })),
  );

describe('a snapshot joined from many documents', () => {
  test('has their elements in their order', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ VpcId: `vpc-${id}` }));
    expect(join({ Vpcs: [b] }, { Subnets: [] }, { Vpcs: [c, a] })).toEqual({
      takenAt,
      documents: { Vpcs: [b, c, a], Subnets: [] },
      unreadable: {},
    });
  });

  test('has once what two accounts say of one thing in the same words', () => {
    const one = { VpcPeeringConnectionId: 'pcx-1', Status: { Code: 'active', Message: '' }, Tags: ['x', 'y'] };
    const same = { Tags: ['x', 'y'], Status: { Message: '', Code: 'active' }, VpcPeeringConnectionId: 'pcx-1' };
    expect(join({ VpcPeeringConnections: [one, one] }, { VpcPeeringConnections: [same] }).documents).toEqual({
      VpcPeeringConnections: [one],
    });
  });

  test.each([[{ Tags: ['y', 'x'] }], [{ Tags: ['x', 'y', 'z'] }], [{ Tags: ['x'], y: {} }], [{ Tags: 'x,y' }], [{}]])(
    'has both where they do not agree: %j',
    (said) => {
      const one = { VpcId: 'vpc-1', Tags: ['x', 'y'] };
      const other = { VpcId: 'vpc-1', ...said };
      expect(join({ Vpcs: [one] }, { Vpcs: [other] }, { Vpcs: [other, one] }).documents.Vpcs).toEqual([one, other]);
    },
  );

  test('tells reservations without an id apart by what they hold', () => {
    const [one, other] = [{ Instances: [{ InstanceId: 'i-1' }] }, { Instances: [{ InstanceId: 'i-2' }] }];
    expect(join({ Reservations: [one] }, { Reservations: [other, one] }).documents.Reservations).toEqual([one, other]);
  });

  test('has a part that is flawed in one document as known in part', () => {
    expect(join({ Vpcs: [{ VpcId: 'vpc-1' }] }, { Vpcs: 'text' })).toEqual({
      takenAt,
      documents: { Vpcs: [{ VpcId: 'vpc-1' }] },
      unreadable: {
        Vpcs: {
          kind: 'malformed',
          operation: '1.json',
          code: 'NotAList',
          message: '1.json holds a string as its Vpcs, not a list',
        },
      },
    });
  });

  test('tells of the first flaw and how many there are besides', () => {
    expect(join({ Vpcs: null }, { Vpcs: 1 }, { Vpcs: [null] }).unreadable.Vpcs?.message).toBe(
      '0.json holds null as its Vpcs, not a list; 2 more of its files are flawed',
    );
  });

  test('compares what is nested however deep', () => {
    const deep = (inmost: string): unknown =>
      JSON.parse(`{"VpcId": "vpc-1", "x": ${'['.repeat(100_000)}${inmost}${']'.repeat(100_000)}}`);
    expect(join({ Vpcs: [deep('1'), deep('1'), deep('2')] }).documents.Vpcs).toHaveLength(2);
  });
});
