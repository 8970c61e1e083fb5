import { type Parsed, parsed } from '../../lambda/snapshot/parse.ts';

const vpc = { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/16' };
const codes = ({ flawed }: Parsed) => Object.fromEntries(Object.entries(flawed).map(([key, flaw]) => [key, flaw.code]));

describe('a document of Describe output', () => {
  test('gives its elements under the keys that are known, and nothing of the others', () => {
    const { documents, flawed, refused } = parsed({
      Vpcs: [vpc],
      Subnets: [],
      DhcpOptions: [{ DhcpOptionsId: 'dopt-1' }],
      ResponseMetadata: {},
    });
    expect({ documents, flawed, refused }).toEqual({ documents: { Vpcs: [vpc], Subnets: [] }, flawed: {} });
  });

  test('is not copied', () => {
    const content = { Vpcs: [vpc] };
    expect(parsed(content).documents.Vpcs).toBe(content.Vpcs);
  });

  test('may be inside a recording', () => {
    const date = { __class__: 'datetime', year: 2026, month: 11, day: 22 };
    expect(
      parsed({ status_code: 200, data: { VpcEndpoints: [{ VpcEndpointId: 'vpce-1', CreationTimestamp: date }] } }),
    ).toEqual({ documents: { VpcEndpoints: [{ VpcEndpointId: 'vpce-1', CreationTimestamp: date }] }, flawed: {} });
  });

  test.each([undefined, null, 1, 'Vpcs', [], [{ Vpcs: [vpc] }], {}, { data: { Vpcs: [vpc] } }])(
    'holds nothing where it is %j',
    (content) => {
      expect(parsed(content)).toEqual({ documents: {}, flawed: {} });
    },
  );

  test('has the one answer of VPC Block Public Access as a list', () => {
    const options = { InternetGatewayBlockMode: 'off' };
    expect(parsed({ VpcBlockPublicAccessOptions: options }).documents).toEqual({
      VpcBlockPublicAccessOptions: [options],
    });
    expect(parsed({ VpcBlockPublicAccessOptions: [options] }).documents).toEqual({
      VpcBlockPublicAccessOptions: [options],
    });
  });

  test.each([null, 'vpc-1', 7, true, { VpcId: 'vpc-1' }])('is flawed, not empty, in a part that is %j', (value) => {
    const read = parsed({ Vpcs: value, Subnets: [] });
    expect(read.documents).toEqual({ Subnets: [] });
    expect(codes(read)).toEqual({ Vpcs: 'NotAList' });
  });

  test.each([null, 'vpc-2', [], {}, { VpcId: null }, { VpcId: 3 }, { VpcId: '' }, { SubnetId: 'subnet-1' }])(
    'keeps the good elements beside %j',
    (bad) => {
      const read = parsed({ Vpcs: [vpc, bad, vpc] });
      expect(read.documents.Vpcs).toEqual([vpc, vpc]);
      expect(read.flawed.Vpcs).toEqual({
        code: 'MalformedElements',
        message: 'holds 1 of 3 Vpcs that are no structures with a VpcId',
      });
    },
  );

  test('may hold reservations that have no id', () => {
    expect(parsed({ Reservations: [{ Instances: [] }] })).toEqual({
      documents: { Reservations: [{ Instances: [] }] },
      flawed: {},
    });
  });

  test.each([
    { Vpcs: [vpc], Subnets: [], NextToken: 'more' },
    { Vpcs: [vpc], Subnets: [], NextMarker: 'more' },
    { status_code: 200, data: { Vpcs: [vpc], Subnets: [], NextToken: 'more' } },
  ])('is incomplete in each part where there is a next page: %j', (content) => {
    const read = parsed(content);
    expect(codes(read)).toEqual({ Vpcs: 'Incomplete', Subnets: 'Incomplete' });
    expect(read.documents).toEqual({ Vpcs: [vpc], Subnets: [] });
  });

  test.each([null, ''])('is whole where its next page is %j', (NextToken) => {
    expect(parsed({ Vpcs: [vpc], NextToken }).flawed).toEqual({});
  });

  test('is incomplete where one of the calls that it stands for is', () => {
    const propagations = { TransitGatewayRouteTableId: 'tgw-rtb-1', TransitGatewayRouteTablePropagations: [] };
    expect(codes(parsed({ TransitGatewayPropagations: [propagations, { ...propagations, NextToken: 'x' }] }))).toEqual({
      TransitGatewayPropagations: 'Incomplete',
    });
  });

  test.each([
    { Error: { Code: 'AuthFailure', Message: 'no' } },
    { status_code: 403, data: { Error: { Code: 'AuthFailure', Message: 'no' }, ResponseMetadata: {} } },
  ])('is told apart where it is an error: %j', (content) => {
    expect(parsed(content)).toEqual({
      documents: {},
      flawed: {},
      refused: { code: 'AuthFailure', message: 'holds an error, not an answer: AuthFailure: no' },
    });
  });

  test('is an error by its status alone', () => {
    expect(parsed({ status_code: 503, data: {} }).refused?.code).toBe('503');
    expect(parsed({ Error: { Code: '', Message: 'no' } }).refused?.code).toBe('Unspecified');
  });
});
