import type { Alert, Member, Signal } from '../../lambda/domain/alert.ts';
import type { Cause, Change, FactChange } from '../../lambda/domain/change.ts';
import { explanations, findingOf, own, routeReasons } from '../../lambda/domain/codes.ts';
import type { Fix } from '../../lambda/domain/fix.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import type { Testimony, Witness } from '../../lambda/domain/witness.ts';
import { addTransitRoute, addVpcRoute } from '../../lambda/fixes/add-route.ts';
import { addAclEntry, addGroupRule } from '../../lambda/fixes/add-rule.ts';
import { fixesOf } from '../../lambda/fixes/fixes.ts';
import { removalFix } from '../../lambda/fixes/let-in.ts';
import { ownFinding } from '../../lambda/monitor/judged.ts';
import { addressA, cidrA, ids } from '../../local/scenario/ids.ts';
import { anAlert } from '../support/alerts.ts';

/* What there may be to tell, as data: each has its exact words in golden/. */

const path = `${ids.instanceA} → ${ids.instanceB}, tcp/3389`;
const url = (analysis: string): string =>
  `https://ap-northeast-1.console.aws.amazon.com/networkinsights/home?region=ap-northeast-1#NetworkPathAnalysis:analysisId=${analysis}`;

const began = '2026-11-22T03:10:00.000Z';
const incidentId = `${ids.routesB}-20261122T031152Z`;

// What the analyzers say.

const withFix = (finding: Finding, fix: Fix | undefined): Finding =>
  fix === undefined ? finding : { ...finding, fix };

const eni = [{ id: ids.interfaceB }];
const noReturnRoute = withFix(
  findingOf(
    'reachability-analyzer',
    'NO_ROUTE_TO_DESTINATION',
    explanations.NO_ROUTE_TO_DESTINATION,
    { resources: { routeTable: [{ id: ids.routesB }] }, words: { destination: addressA } },
    'return',
  ),
  addVpcRoute({ code: 'NO_ROUTE_TO_DESTINATION', resources: { routeTable: [ids.routesB] }, destination: addressA }),
);
const noReturnRouteByModel: Finding = { ...noReturnRoute, source: 'network-model' };
const noTransitRoute = withFix(
  findingOf(
    'route-analyzer',
    'ROUTE_NOT_FOUND',
    routeReasons.ROUTE_NOT_FOUND,
    {
      resources: { transitGatewayRouteTable: [{ id: ids.transitRoutesB }] },
      words: { back: ' back', destination: addressA },
    },
    'return',
  ),
  addTransitRoute({
    code: 'ROUTE_NOT_FOUND',
    resources: { transitGatewayRouteTable: [ids.transitRoutesB] },
    destination: addressA,
    toward: ids.attachmentA,
  }),
);
const noRuleOf = (group: string): Finding =>
  withFix(
    findingOf(
      'reachability-analyzer',
      'ENI_SG_RULES_MISMATCH',
      explanations.ENI_SG_RULES_MISMATCH,
      {
        resources: { securityGroup: [{ id: group }], networkInterface: eni },
        side: 'ingress',
        words: { traffic: 'tcp/3389' },
      },
      'forward',
    ),
    addGroupRule({
      code: 'ENI_SG_RULES_MISMATCH',
      resources: { securityGroup: [group] },
      side: 'ingress',
      protocol: 'tcp',
      ports: '3389',
      peer: addressA,
    }),
  );
const noRule = noRuleOf(ids.groupB);
const closedAcl = (protocol: string, port: string): Finding =>
  withFix(
    findingOf(
      'reachability-analyzer',
      'SUBNET_ACL_RESTRICTION',
      explanations.SUBNET_ACL_RESTRICTION,
      {
        resources: { acl: [{ id: ids.aclB }], subnet: [{ id: ids.subnetB }] },
        side: 'ingress',
        words: { traffic: `${protocol}/${port}` },
      },
      'forward',
    ),
    addAclEntry({
      code: 'SUBNET_ACL_RESTRICTION',
      resources: { acl: [ids.aclB] },
      side: 'ingress',
      protocol,
      ports: port,
      peer: addressA,
      entry: '32767',
    }),
  );
const falseBlame = ownFinding('FALSE_BLAME', {
  resources: { component: [{ id: ids.groupB }] },
  words: { code: 'ENI_SG_RULES_MISMATCH', rule: `tcp/3389 from ${cidrA}` },
});
const modelDisagrees: Finding = {
  ...ownFinding('MODEL_DISAGREES', {
    resources: { component: [{ id: ids.groupB }] },
    words: { leg: 'there', model: 'reachable', analyzer: 'Reachability Analyzer', message: noRule.message },
  }),
  direction: 'forward',
};
const analyzersDisagree: Finding = {
  ...ownFinding('ANALYZERS_DISAGREE', {
    resources: { component: [{ id: ids.transitRoutesB }] },
    words: { leg: 'back', message: noTransitRoute.message },
  }),
  direction: 'return',
};
const denied = findingOf('reachability-analyzer', 'CALL_DENIED', own.CALL_DENIED, {
  words: {
    operation: 'StartNetworkInsightsAnalysis',
    code: 'AccessDeniedException',
    message: 'explicit deny in a service control policy',
  },
});
const openRule = 'allow tcp 0-65535 from 0.0.0.0/0 (ingress)';
const letIn: Finding = {
  ...ownFinding('LET_IN', { resources: { component: [{ id: ids.groupB }] }, words: { rule: openRule } }),
  ...removalFix(ids.groupB, openRule),
};
const oneWay = ownFinding('RETURN_IN_VPCS_NOT_ANALYSED').message;

// What changed, and who changed it.

const change = (name: string, resource: string, over: Partial<Change> = {}): Change => ({
  id: '8e3f1b9c-52d1-4f0a-9a55-0c1d2e3f4a5b',
  at: '2026-11-22T03:08:12.000Z',
  source: 'cloudtrail',
  name,
  concern: { kind: 'resources', ids: [resource] },
  author: {
    principal: 'arn:aws:sts::111111111111:assumed-role/Admin/mallory',
    sourceAddress: '203.0.113.7',
    tool: 'AWS CLI',
  },
  details: {},
  ...over,
});
const routeLost: FactChange = {
  component: ids.routesB,
  kind: 'removed',
  what: 'route',
  before: `${cidrA} → ${ids.transitGateway}`,
  message: `${ids.routesB} lost its route ${cidrA} → ${ids.transitGateway}`,
  was: { kind: 'route', destination: cidrA, target: ids.transitGateway, isPropagated: false, isBlackhole: false },
};
const transitRouteLost: FactChange = {
  component: ids.transitRoutesB,
  kind: 'removed',
  what: 'route',
  before: `${cidrA} → ${ids.attachmentA} (${ids.vpcA}, propagated)`,
  message: `${ids.transitRoutesB} lost its route ${cidrA} → ${ids.attachmentA} (${ids.vpcA}, propagated)`,
};
const ruleLost: FactChange = {
  component: ids.groupB,
  kind: 'removed',
  what: 'rule',
  before: `tcp/3389 from ${cidrA}`,
  was: { kind: 'group-rule', direction: 'ingress', protocol: 'tcp', from: 3389, to: 3389, peer: cidrA },
  message: `${ids.groupB} lost its inbound rule tcp/3389 from ${cidrA}`,
};
const ruleGot: FactChange = {
  component: ids.groupB,
  kind: 'added',
  what: 'rule',
  after: 'tcp/0-65535 from 0.0.0.0/0',
  is: { kind: 'group-rule', direction: 'ingress', protocol: 'tcp', from: 0, to: 65_535, peer: '0.0.0.0/0' },
  message: `${ids.groupB} got an inbound rule tcp/0-65535 from 0.0.0.0/0`,
};
const propagationDisabled = change('DisableTransitGatewayRouteTablePropagation', ids.transitRoutesB, {
  details: { transitGatewayRouteTableId: ids.transitRoutesB, transitGatewayAttachmentId: ids.attachmentA },
});
const causeOf = (facts: readonly FactChange[], changes: readonly Change[], over: Partial<Cause> = {}): Cause => ({
  facts,
  left: 0,
  between: ['2026-11-22T03:05:00.000Z', began],
  candidates: changes.map((one, place) => ({ change: one, fit: place === 0 ? 'explains' : 'nearby' })),
  search: { kind: 'found' },
  ...over,
});
const routeDeleted = causeOf([routeLost], [change('DeleteRoute', ids.routesB)]);
const searched = causeOf([routeLost], [], {
  search: { kind: 'pending', tries: 1, next: '2026-11-22T03:15:00.000Z' },
});

// What the flow logs say.

const heard = (
  testimony: Testimony,
  message: string,
  requests: readonly [number, number],
  replies: readonly [number, number],
): Witness => ({
  kind: 'heard',
  testimony,
  between: ['2026-11-22T03:05:00.000Z', '2026-11-22T03:20:00.000Z'],
  records: [
    {
      interfaceId: ids.interfaceB,
      flowLogId: 'fl-0a1b2c3d4e5f60718',
      requests: { accepted: requests[0], rejected: requests[1] },
      replies: { accepted: replies[0], rejected: replies[1] },
      skipped: 0,
    },
  ],
  message,
  bytesScanned: 1_048_576,
});

const weighed = (code: 'FLOW_LOGS_AGREE' | 'FLOW_LOGS_DISAGREE', message: string): Finding =>
  ownFinding(code, { words: { message } }, 'flow-logs');

// The alerts.

/** One path, from A to B, about which it is told, with the commands that put it right. */
const one = (
  { findings = [noReturnRoute], cause, ...lead }: Partial<Signal>,
  over: Partial<Omit<Alert, 'lead'>> = {},
): Alert =>
  anAlert({
    id: `${incidentId}/1/${over.kind ?? lead.kind ?? 'broke'}/topic`,
    kind: lead.kind ?? 'broke',
    incidentId,
    lead: {
      id: 'a-to-b-rdp/7/broke',
      pathId: 'a-to-b-rdp',
      path,
      tags: { team: 'netops' },
      since: began,
      findings,
      ...(cause !== undefined && { cause }),
      fixes: fixesOf(findings, cause, lead.expect ?? 'reachable'),
      open: [],
      checkId: '20261122T031000Z-0123abcd/a-to-b-rdp',
      console: url('nia-0a1b2c3d4e5f60718'),
      ...lead,
    },
    startedAt: began,
    ...over,
  });

const membersOf = (count: number, prefix = 'app'): Alert['down'] => ({
  count,
  first: ['a-to-b-rdp', ...Array.from({ length: 19 }, (_, n): string => `${prefix}-${n + 1}-to-b`)]
    .slice(0, count)
    .map((id): Member => ({ id, since: began })),
});

const many = (count: number, lead: Partial<Signal> = {}, over: Partial<Omit<Alert, 'lead'>> = {}): Alert =>
  one({ cause: routeDeleted, ...lead }, { component: ids.routesB, down: membersOf(count), ...over });

const over: Partial<Omit<Alert, 'lead'>> = {
  down: { count: 0, first: [] },
  up: membersOf(1),
  endedAt: '2026-11-22T05:15:00.000Z',
  at: '2026-11-22T05:16:00.000Z',
};
const recovery: Partial<Signal> = {
  kind: 'recovered',
  verdict: 'reachable',
  since: '2026-11-22T05:15:00.000Z',
  began,
  findings: [],
};

const restored = causeOf(
  [
    {
      component: ids.routesB,
      kind: 'added',
      what: 'route',
      after: `${cidrA} → ${ids.transitGateway}`,
      message: `${ids.routesB} got the route ${cidrA} → ${ids.transitGateway}`,
    },
  ],
  [
    change('CreateRoute', ids.routesB, {
      at: '2026-11-22T05:14:31.000Z',
      author: { principal: 'arn:aws:iam::111111111111:user/alice', sourceAddress: '203.0.113.24', tool: 'Terraform' },
    }),
  ],
);

/** By their names, which are the golden files'. */
export const situations: Readonly<Record<string, Alert>> = {
  // Who sees it.
  'confirmed-by-reachability-and-route-analyzer': one({
    findings: [noTransitRoute, { ...noRule, direction: 'forward' }],
    cause: causeOf([transitRouteLost], [propagationDisabled]),
  }),
  'reachability-analyzer-alone': one({
    findings: [noRule],
    cause: causeOf([ruleLost], [change('RevokeSecurityGroupIngress', ids.groupB)]),
  }),
  'route-analyzer-alone-return': one({
    findings: [noTransitRoute],
    cause: causeOf([transitRouteLost], [propagationDisabled]),
  }),
  'return-route-confirmed-by-the-reply-analysis': one({ cause: routeDeleted }),
  'model-alone-return-route-missing': one({
    confidence: 'model-only',
    findings: [noReturnRouteByModel],
    cause: routeDeleted,
    open: [
      ownFinding('REPLY_NOT_CONFIRMED', { words: { message: 'a security group admits no new connection' } }).message,
    ],
  }),
  'model-alone-for-budget': one({
    confidence: 'model-only',
    modelOnly: true,
    findings: [{ ...noRule, source: 'network-model' }],
    cause: causeOf([ruleLost], [change('RevokeSecurityGroupIngress', ids.groupB)]),
    open: [ownFinding('MODEL_ALONE', { words: { bound: 'monthly budget' } }).message],
  }),
  'model-alone-for-time': one({
    confidence: 'model-only',
    modelOnly: true,
    findings: [{ ...noRule, source: 'network-model' }],
    open: [ownFinding('MODEL_ALONE', { words: { waited: '4 minutes' } }).message],
  }),
  'analyzers-of-aws-disagree': one({
    confidence: 'disputed',
    findings: [noTransitRoute, analyzersDisagree],
  }),
  disputed: one({
    confidence: 'disputed',
    findings: [noRule, modelDisagrees],
  }),
  'false-blame-corrected': one({
    confidence: 'disputed',
    findings: [noReturnRouteByModel, falseBlame],
    cause: routeDeleted,
  }),
  'flow-logs-agree-no-reply': one({
    findings: [
      noReturnRouteByModel,
      weighed('FLOW_LOGS_AGREE', `${ids.interfaceB} accepted 42 request packets, and no reply left it`),
    ],
    confidence: 'confirmed',
    cause: routeDeleted,
    witness: heard(
      'unanswered',
      `${ids.interfaceB} accepted 42 request packets, and no reply left it`,
      [42, 0],
      [0, 0],
    ),
  }),
  'flow-logs-told-later-no-reply': one(
    {
      findings: [noReturnRoute],
      cause: routeDeleted,
      witness: heard(
        'unanswered',
        `${ids.interfaceB} accepted 42 request packets, and no reply left it`,
        [42, 0],
        [0, 0],
      ),
    },
    { kind: 'witnessed' },
  ),
  'flow-logs-told-later-rejected': one(
    {
      findings: [noRule],
      witness: heard('rejected', `${ids.interfaceB} rejected 17 request packets`, [0, 17], [0, 0]),
    },
    { kind: 'witnessed' },
  ),
  'flow-logs-told-later-silent': one(
    {
      findings: [noRule],
      witness: heard('silent', `no packet of the path was recorded at ${ids.interfaceB}`, [0, 0], [0, 0]),
    },
    { kind: 'witnessed' },
  ),
  'flow-logs-answered-though-unreachable': one(
    {
      confidence: 'disputed',
      findings: [noRule, weighed('FLOW_LOGS_DISAGREE', `${ids.interfaceB} let requests and their replies through`)],
      witness: heard('answered', `${ids.interfaceB} let requests and their replies through`, [42, 0], [40, 0]),
    },
    { kind: 'witnessed' },
  ),

  // What is in the way.
  'one-way-traffic': one({
    path: `${ids.instanceA} → ${ids.instanceB}, udp/514`,
    findings: [closedAcl('udp', '514')],
    open: [ownFinding('RETURN_NOT_ANALYSED').message],
  }),
  'several-blockers': one({
    findings: [noRule, closedAcl('tcp', '3389'), noReturnRouteByModel, noTransitRoute],
  }),
  'very-many-blockers': one({
    findings: Array.from({ length: 40 }, (_, n) => noRuleOf(`sg-0${String(n).padStart(2, '0')}3c4d556bf048ea`)),
  }),
  'author-still-looked-for': one({ cause: searched }),
  'author-found-later': one({ cause: routeDeleted }, { kind: 'attributed' }),
  'nobody-called-bgp-withdrew': one({
    findings: [noTransitRoute],
    cause: causeOf(
      [transitRouteLost],
      [
        {
          id: '5f0c9a7e-1d2b-4c3d-8e9f-0a1b2c3d4e5f',
          at: '2026-11-22T03:08:12.000Z',
          source: 'network-manager',
          name: 'TGW-ROUTE-UNINSTALLED',
          concern: { kind: 'resources', ids: [ids.transitRoutesB] },
          details: {},
        },
      ],
    ),
  }),

  // Unknowns.
  blind: one({ kind: 'blind', verdict: 'reachable', checks: 3, findings: [denied] }),
  'blind-many': one(
    { kind: 'blind', verdict: 'reachable', checks: 3, findings: [denied] },
    { down: membersOf(12), component: 'CALL_DENIED' },
  ),
  'seen-again': one({ ...recovery, kind: 'sighted' }, { ...over, kind: 'sighted' }),

  // A common cause.
  'common-cause-of-14': many(14),
  'common-cause-of-1000': many(1000),
  'update-paths-come': many(31, {}, { kind: 'updated' }),
  'update-paths-go': many(3, {}, { kind: 'updated', up: { count: 11, first: membersOf(12, 'shop').first.slice(1) } }),
  'update-another-cause': one(
    { findings: [noRule], cause: causeOf([ruleLost], [change('RevokeSecurityGroupIngress', ids.groupB)]) },
    { kind: 'updated' },
  ),
  'recovery-of-one': one({ ...recovery, cause: restored }, over),
  'recovery-of-14': one({ ...recovery, cause: restored }, { ...over, up: membersOf(14) }),

  // What keeps happening, or is kept back.
  'flapping-starts': one({ kind: 'flapping', checks: 6, within: 3600 }),
  'flapping-ends': one(
    { kind: 'steady', verdict: 'reachable', since: '2026-11-22T05:15:00.000Z', findings: [] },
    { down: { count: 0, first: [] }, up: membersOf(1) },
  ),
  'told-late-after-a-mute': one(
    { cause: routeDeleted },
    {
      at: '2026-11-22T08:00:04.000Z',
      held: 'a mute until 2026-11-22 08:00 UTC, by arn:aws:iam::111111111111:user/alice: switch replaced',
    },
  ),
  'told-late-after-maintenance': many(
    14,
    {},
    { at: '2026-11-22T06:00:04.000Z', held: 'the maintenance "sunday patches" until 2026-11-22 06:00 UTC' },
  ),
  reminder: one({ cause: routeDeleted }, { kind: 'reminder', at: '2026-11-22T09:25:00.000Z' }),
  'reminder-acknowledged': one(
    { cause: routeDeleted },
    {
      kind: 'reminder',
      at: '2026-11-23T09:25:00.000Z',
      acknowledged: {
        incidentId,
        at: '2026-11-22T03:31:00.000Z',
        reason: 'waiting for the provider, ticket 4711',
        by: 'arn:aws:iam::111111111111:user/alice',
      },
    },
  ),
  baseline: one({ kind: 'baseline', findings: [noRule] }),

  // A promise of segmentation.
  'promise-open': one({
    pathId: 'office-to-vault',
    expect: 'unreachable',
    verdict: 'reachable',
    findings: [letIn],
    cause: causeOf([ruleGot], [change('AuthorizeSecurityGroupIngress', ids.groupB)]),
  }),
  'promise-closed-again': one(
    { ...recovery, pathId: 'office-to-vault', expect: 'unreachable', verdict: 'unreachable' },
    { ...over, up: { count: 1, first: [{ id: 'office-to-vault', since: began }] } },
  ),

  disagreement: one({
    kind: 'disagreement',
    confidence: 'disputed',
    findings: [noRule, modelDisagrees],
    open: [oneWay],
  }),
  test: one({ findings: [] }, { kind: 'test' }),
};
