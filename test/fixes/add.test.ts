import fc from 'fast-check';
import type { ModelFinding } from '../../lambda/domain/evidence.ts';
import { explanationFix, legFix, modelFix } from '../../lambda/fixes/add.ts';
import { removalFix } from '../../lambda/fixes/let-in.ts';
import { modelOf } from '../../lambda/reachability/analyze.ts';
import { faultNames } from '../../local/faults.ts';
import { ids } from '../../local/scenario/ids.ts';
import { callOf } from '../support/cli-words.ts';
import {
  aModelFinding,
  anExplanation,
  aQuestion,
  aRouteQuestion,
  aTransitGateway,
  brokenLeg,
  routeSteps,
} from '../support/evidence.ts';
import { broken } from '../support/scenario-network.ts';

const group = 'sg-0aaaaaaaaaaaaaaaa';
const acl = 'acl-0aaaaaaaaaaaaaaaa';
const table = 'rtb-021ab122f4f50d879';
const { routeTable: transitTable, sourceAttachment, destinationAttachment } = aTransitGateway;

const shown = ({ fix }: ReturnType<typeof modelFix>): string | undefined => fix?.words.join(' ');

const found = (code: string, resources: ModelFinding['resources'], facts: ModelFinding['facts']): ModelFinding =>
  aModelFinding({ code, resources, facts });

const need = { direction: 'ingress', protocol: 'tcp', ports: '3389', peer: '10.0.20.236' };

describe('what the network model finds missing', () => {
  test.each<[string, ModelFinding, string | undefined]>([
    [
      'a rule of a security group',
      found('ENI_SG_RULES_MISMATCH', { securityGroups: [group] }, need),
      `authorize-security-group-ingress --group-id ${group} --protocol tcp --port 3389 --cidr 10.0.20.236/32`,
    ],
    [
      'an outbound rule of one without rules, for a range of ports',
      found('SG_HAS_NO_RULES', { securityGroups: [group] }, { ...need, direction: 'egress', ports: '1024-65535' }),
      `authorize-security-group-egress --group-id ${group} --protocol tcp --port 1024-65535 --cidr 10.0.20.236/32`,
    ],
    [
      'a rule for IPv6',
      found('ENI_SG_RULES_MISMATCH', { securityGroups: [group] }, { ...need, peer: '2001:db8::5' }),
      `authorize-security-group-ingress --group-id ${group} --ip-permissions IpProtocol=tcp,FromPort=3389,ToPort=3389,Ipv6Ranges=[{CidrIpv6=2001:db8::5/128}]`,
    ],
    [
      'a rule for a protocol without ports',
      found('ENI_SG_RULES_MISMATCH', { securityGroups: [group] }, { ...need, protocol: '50' }),
      `authorize-security-group-ingress --group-id ${group} --ip-permissions IpProtocol=50,IpRanges=[{CidrIp=10.0.20.236/32}]`,
    ],
    [
      'a rule in one of several groups',
      found('ENI_SG_RULES_MISMATCH', { securityGroups: [group, 'sg-0bbbbbbbbbbbbbbbb'] }, need),
      'authorize-security-group-ingress --group-id GROUP_ID --protocol tcp --port 3389 --cidr 10.0.20.236/32',
    ],
    [
      'a rule for more than one block',
      found(
        'ENI_SG_RULES_MISMATCH',
        { securityGroups: [group] },
        { direction: 'ingress', protocol: 'tcp', ports: '22' },
      ),
      `authorize-security-group-ingress --group-id ${group} --protocol tcp --port 22 --cidr PEER_CIDR`,
    ],
    [
      'a rule for more than one range of ports',
      found(
        'ENI_SG_RULES_MISMATCH',
        { securityGroups: [group] },
        { direction: 'ingress', protocol: 'tcp', peer: '10.0.0.1' },
      ),
      undefined,
    ],
    [
      'an entry of a network ACL',
      found(
        'SUBNET_ACL_RESTRICTION',
        { acl: [acl] },
        { ...need, direction: 'egress', ports: '1024-65535', entry: '50' },
      ),
      `create-network-acl-entry --network-acl-id ${acl} --egress --rule-number RULE_NUMBER --protocol tcp --port-range From=1024,To=65535 --cidr-block 10.0.20.236/32 --rule-action allow`,
    ],
    [
      'a route of a VPC',
      aModelFinding(),
      `create-route --route-table-id ${table} --destination-cidr-block 10.0.20.236/32 --TARGET-KIND TARGET`,
    ],
    [
      'a route beside one that leads elsewhere',
      found('NO_ROUTE_TO_DESTINATION', { routeTable: [table] }, { destination: '10.0.20.236', route: '10.0.0.0/8' }),
      `create-route --route-table-id ${table} --destination-cidr-block 10.0.20.236/32 --TARGET-KIND TARGET`,
    ],
    [
      'a route in place of one to the same destination',
      found(
        'NO_ROUTE_TO_DESTINATION',
        { routeTable: [table] },
        { destination: '10.0.20.236', route: '10.0.20.236/32' },
      ),
      `replace-route --route-table-id ${table} --destination-cidr-block 10.0.20.236/32 --TARGET-KIND TARGET`,
    ],
    [
      'the target of a route',
      found('BAD_STATE_ROUTE', { routeTable: [table] }, { destination: '10.0.0.0/16', origin: 'CreateRoute' }),
      `replace-route --route-table-id ${table} --destination-cidr-block 10.0.0.0/16 --TARGET-KIND TARGET`,
    ],
    [
      'the target of a route that is propagated',
      found(
        'BAD_STATE_ROUTE',
        { routeTable: [table] },
        { destination: '10.0.0.0/16', origin: 'EnableVgwRoutePropagation' },
      ),
      undefined,
    ],
    [
      'a route of a transit gateway',
      found(
        'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
        { transitGatewayRouteTable: [transitTable] },
        { destination: '10.0.20.236' },
      ),
      `create-transit-gateway-route --transit-gateway-route-table-id ${transitTable} --destination-cidr-block 10.0.20.236/32 --transit-gateway-attachment-id ATTACHMENT_ID`,
    ],
    [
      'the attachment of a blackhole',
      found(
        'TGW_RTB_BAD_STATE_ROUTE',
        { transitGatewayRouteTable: [transitTable] },
        { destination: '10.0.0.0/16', state: 'blackhole', origin: 'static' },
      ),
      `replace-transit-gateway-route --transit-gateway-route-table-id ${transitTable} --destination-cidr-block 10.0.0.0/16 --transit-gateway-attachment-id ATTACHMENT_ID`,
    ],
    [
      'an association of an attachment',
      found(
        'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
        { transitGateway: [aTransitGateway.id], transitGatewayAttachment: [sourceAttachment] },
        {},
      ),
      `associate-transit-gateway-route-table --transit-gateway-route-table-id ROUTE_TABLE_ID --transit-gateway-attachment-id ${sourceAttachment}`,
    ],
    ['something that no command adds', found('ELB_LISTENERS_MISMATCH', { loadBalancer: ['x'] }, {}), undefined],
  ])('%s', (_, finding, command) => {
    const { fix } = modelFix(finding);
    expect(shown({ ...(fix && { fix }) })).toBe(command && `aws ec2 ${command}`);
    // Whatever stands in capitals is explained, and nothing else is.
    const capitals = fix?.words.flatMap((word) => word.match(/[A-Z]{2,}(?:[_-][A-Z]+)*/g) ?? []) ?? [];
    expect(Object.keys(fix?.blanks ?? {}).sort()).toEqual(capitals.sort());
  });

  test('the number of a new entry of an ACL is said to lie below the one that denies', () => {
    const { fix } = modelFix(found('SUBNET_ACL_RESTRICTION', { acl: [acl] }, { ...need, entry: '50' }));
    expect(fix?.blanks.RULE_NUMBER).toBe('a number that no inbound entry has yet, below 50');
  });

  test.each(faultNames)('of the scenario, %s: a command for that very resource and no wider block', (name) => {
    const documents = broken(name);
    const answer = modelOf({ takenAt: '', documents, unreadable: {} }).analyze({
      from: ids.instanceA,
      to: ids.instanceB,
      protocol: 'tcp',
      port: '3389',
    });
    const [first] = [...answer.forward.findings, ...answer.return.findings].filter(
      ({ says }) => says === 'unreachable',
    );
    if (first === undefined) throw new Error('nothing is found');
    const { fix } = modelFix(first);
    const [, input] = callOf((fix?.words ?? []).map((word) => word.replace('--TARGET-KIND', '--gateway-id')));
    expect(JSON.stringify(input)).toContain('10.0.20.236/32');
    expect(fix?.words).toContain(first.component);
  });
});

describe('what Reachability Analyzer finds missing', () => {
  test('a rule, of which it does not tell the source', () => {
    const explanation = anExplanation(
      'ENI_SG_RULES_MISMATCH',
      { securityGroups: [{ id: group }] },
      { direction: 'ingress' },
    );
    expect(shown(explanationFix(explanation, aQuestion()))).toBe(
      `aws ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port 443 --cidr PEER_CIDR`,
    );
  });

  test('a rule behind a load balancer, of which it does not tell the ports either', () => {
    const explanation = anExplanation(
      'ENI_SG_RULES_MISMATCH',
      { securityGroups: [{ id: group }] },
      { direction: 'ingress' },
    );
    const { destination: _destination, ...question } = aQuestion({ destinationAddress: '10.1.0.7' });
    expect(shown(explanationFix(explanation, question))).toBe(
      `aws ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port PORTS --cidr PEER_CIDR`,
    );
  });

  test('a route to an attachment that it names', () => {
    const explanation = anExplanation('TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', {
      transitGatewayRouteTable: transitTable,
      transitGatewayAttachment: destinationAttachment,
    });
    expect(shown(explanationFix(explanation, aQuestion()))).toBe(
      `aws ec2 create-transit-gateway-route --transit-gateway-route-table-id ${transitTable} --destination-cidr-block DESTINATION_CIDR --transit-gateway-attachment-id ${destinationAttachment}`,
    );
  });

  test('the target of a blackhole that it tells', () => {
    const routeTableRoute = 'route 10.1.0.0/16 to tgw-0aaaaaaaaaaaaaaaa (blackhole, CreateRoute)';
    const explanation = anExplanation('BAD_STATE_ROUTE', { routeTable: table }, { facts: { routeTableRoute } });
    expect(shown(explanationFix(explanation, aQuestion()))).toBe(
      `aws ec2 replace-route --route-table-id ${table} --destination-cidr-block 10.1.0.0/16 --TARGET-KIND TARGET`,
    );
  });

  test('an entry of an ACL, of which it tells too little where it may be one for the reply', () => {
    const explanation = anExplanation('SUBNET_ACL_RESTRICTION', { acl }, { direction: 'egress' });
    expect(explanationFix(explanation, aQuestion())).toEqual({});
    expect(shown(explanationFix(explanation, aQuestion(), 'forward'))).toContain('--port-range From=443,To=443');
  });
});

describe('what Route Analyzer finds missing', () => {
  const question = aRouteQuestion();

  test('a route, to the attachment that the leg was to end at', () => {
    expect(shown(legFix(brokenLeg('ROUTE_NOT_FOUND'), question, 'return'))).toBe(
      `aws ec2 create-transit-gateway-route --transit-gateway-route-table-id ${transitTable} --destination-cidr-block 10.0.20.236/32 --transit-gateway-attachment-id ${sourceAttachment}`,
    );
    expect(shown(legFix(brokenLeg('ROUTE_NOT_FOUND'), question, 'forward'))).toContain(
      `172.16.0.89/32 --transit-gateway-attachment-id ${destinationAttachment}`,
    );
  });

  test('a route beyond another table, to an attachment that nobody names', () => {
    const steps = routeSteps(sourceAttachment, transitTable, destinationAttachment, 'tgw-rtb-0bbbbbbbbbbbbbbbb');
    expect(shown(legFix(brokenLeg('ROUTE_NOT_FOUND', { steps }), question, 'forward'))).toContain('ATTACHMENT_ID');
  });

  test('an attachment of a blackhole only where its destination is told', () => {
    const code = 'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND';
    expect(legFix(brokenLeg(code), question, 'forward')).toEqual({});
    const [first, last] = brokenLeg(code).steps;
    if (first === undefined || last === undefined) throw new Error('no steps');
    const steps = [first, { ...last, destinationCidr: '172.16.0.0/16' }];
    expect(shown(legFix(brokenLeg(code, { steps }), question, 'forward'))).toContain('replace-transit-gateway-route');
  });
});

describe('a rule that lets in what must not be', () => {
  test.each([
    ['allow tcp 22 from 0.0.0.0/0 (ingress)', '--protocol tcp --port 22 --cidr 0.0.0.0/0'],
    [
      'allow -1 0-65535 from sg-0bbbbbbbbbbbbbbbb (ingress)',
      '--ip-permissions IpProtocol=-1,UserIdGroupPairs=[{GroupId=sg-0bbbbbbbbbbbbbbbb}]',
    ],
    [
      'allow udp 53-60 from pl-0bbbbbbbbbbbbbbbb (ingress)',
      '--ip-permissions IpProtocol=udp,FromPort=53,ToPort=60,PrefixListIds=[{PrefixListId=pl-0bbbbbbbbbbbbbbbb}]',
    ],
  ])('%s', (rule, options) => {
    expect(shown(removalFix(group, rule))).toBe(`aws ec2 revoke-security-group-ingress --group-id ${group} ${options}`);
  });

  test.each([
    'allow tcp 22 from 0.0.0.0/0',
    'allow tcp from 0.0.0.0/0 (ingress)',
    'allow tcp 22 from 10.0.0.0/8, sg-1 (ingress)',
  ])('is not taken away where it is not told whole: %s', (rule) => expect(removalFix(group, rule)).toEqual({}));
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '10.0.0.0/16; rm -rf ~',
    '$(id)',
    '`id`',
    "sg-0aaaaaaaaaaaaaaaa' --x",
    'tcp\n443',
    '0x7f.1',
    '::1%eth0',
    'PEER_CIDR',
    '010.1',
    '1e3',
  ),
  fc.constantFrom(group, acl, table, transitTable, '10.0.0.1', '10.0.0.0/8', '443', 'tcp', 'ingress'),
);
const roles = ['securityGroups', 'acl', 'routeTable', 'transitGatewayRouteTable', 'transitGatewayAttachment'];
const names = ['direction', 'protocol', 'ports', 'peer', 'destination', 'route', 'origin', 'entry'];

test('whatever strangers write, a command has plain words alone', () => {
  const record = (keys: readonly string[]) =>
    fc.record(Object.fromEntries(keys.map((key) => [key, hostile])), { requiredKeys: [] });
  const codes = fc.constantFrom(
    ...['ENI_SG_RULES_MISMATCH', 'SUBNET_ACL_RESTRICTION', 'NO_ROUTE_TO_DESTINATION', 'BAD_STATE_ROUTE'],
    ...['TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT', 'TGW_RTB_BAD_STATE_ROUTE', 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'],
  );
  fc.assert(
    fc.property(codes, record(roles), record(names), hostile, (code, resources, facts, rule) => {
      const told = found(
        code,
        Object.fromEntries(Object.entries(resources).map(([role, id]) => [role, [id ?? '']])),
        facts as Readonly<Record<string, string>>,
      );
      for (const { fix } of [modelFix(told), removalFix(rule, rule)])
        for (const text of [...(fix?.words ?? []), ...Object.keys(fix?.blanks ?? {})])
          expect(text).toMatch(/^[A-Za-z0-9_.,:/=[\]{}-]+$/);
    }),
    { numRuns: 500 },
  );
});
