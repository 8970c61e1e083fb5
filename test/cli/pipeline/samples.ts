import type { CheckedPath } from '../../../cli/checked-path.ts';
import { judgedTurns } from '../../../cli/compare-summary.ts';
import { compareNetworks } from '../../../cli/compared-networks.ts';
import { compareExit } from '../../../cli/gate.ts';
import { checkReport } from '../../../cli/pipeline/check-report.ts';
import { compareReport } from '../../../cli/pipeline/compare-report.ts';
import { refusedReport } from '../../../cli/pipeline/refused-report.ts';
import type { Report } from '../../../cli/pipeline/report.ts';
import type { Cause } from '../../../lambda/domain/change.ts';
import type { Documents } from '../../../lambda/snapshot/snapshot.ts';
import { ids } from '../../../local/scenario/ids.ts';
import { aConfiguration, aPath } from '../../support/paths.ts';
import { aFinding, aSweepRecord } from '../../support/records.ts';
import { broken } from '../../support/scenario-network.ts';

/* Reports as the commands make them, small enough to be read whole. */

const AT = '2026-11-22T20:14:47.000Z';

const paths = [
  aPath({
    id: 'a-to-b-rdp',
    from: { kind: 'id', id: ids.instanceA },
    to: { kind: 'id', id: ids.instanceB },
    ports: [{ from: 3389, to: 3389 }],
    tags: { team: 'netops' },
  }),
  aPath({
    id: 'b-not-to-a-smb',
    from: { kind: 'id', id: ids.instanceB },
    to: { kind: 'id', id: ids.instanceA },
    ports: [{ from: 445, to: 445 }],
    expect: 'unreachable',
    severity: 'warning',
  }),
  aPath({ id: 'gone', severity: 'info' }),
];

const cause: Cause = {
  facts: [
    {
      component: ids.groupB,
      kind: 'removed',
      what: 'rule',
      message: `${ids.groupB} lost its inbound rule tcp/3389 from 10.0.0.0/16`,
    },
  ],
  left: 0,
  between: ['2026-11-22T20:10:00.000Z', AT],
  candidates: [
    {
      fit: 'explains',
      change: {
        id: '1dc80129-7316-4f10-8dd2-9c28a71d9b59',
        at: '2026-11-22T20:14:12.000Z',
        source: 'cloudtrail',
        name: 'RevokeSecurityGroupIngress',
        concern: { kind: 'resources', ids: [ids.groupB] },
        author: { principal: 'arn:aws:iam::111111111111:user/alice', sourceAddress: '203.0.113.24', tool: 'Terraform' },
        details: {},
      },
    },
  ],
  search: { kind: 'found' },
};

const checked = (over: Partial<CheckedPath>): CheckedPath => ({
  pathId: 'a-to-b-rdp',
  verdict: 'reachable',
  standing: 'expected',
  how: 'analysed',
  boughtAt: AT,
  since: AT,
  modelOnly: false,
  leftOut: [],
  findings: [],
  open: [],
  cost: 0.1,
  analyses: 1,
  alerts: [],
  cause: null,
  fixes: [],
  checkId: 'sweep-1/a-to-b-rdp',
  console: null,
  seconds: 21.5,
  trouble: null,
  ...over,
});

/** One path that broke, one that is as expected, one that nobody can tell. */
export const aCheckReport = (failOn?: 'unexpected' | 'unknown'): Report =>
  checkReport({
    whole: aSweepRecord({
      id: 'sweep-1',
      startedAt: AT,
      endedAt: '2026-11-22T20:15:17.000Z',
      due: 3,
      tally: { expected: 1, unexpected: 1, undetermined: 1, carried: 1, analyses: 1, alerts: 1, troubled: 0 },
      notes: ['no global network of Network Manager has a transit gateway registered'],
    }),
    paths: [
      checked({ pathId: 'b-not-to-a-smb', verdict: 'unreachable', how: 'carried', seconds: 0, checkId: null }),
      checked({
        pathId: 'gone',
        verdict: 'unknown',
        standing: 'undetermined',
        since: null,
        checkId: null,
        findings: [
          aFinding({
            code: 'RESOURCE_NOT_FOUND',
            says: 'unknown',
            source: 'pathwatch',
            message: 'i-0aaaaaaaaaaaaaaaa does not exist in this account and Region',
          }),
        ],
      }),
      checked({
        verdict: 'unreachable',
        standing: 'unexpected',
        findings: [
          aFinding({
            component: ids.groupB,
            message: `${ids.groupB} has no inbound rule that admits tcp/3389 to ${ids.interfaceB}`,
            advice: `Add an inbound rule for tcp/3389 to ${ids.groupB}.`,
          }),
        ],
        cause,
        fixes: [
          {
            kind: 'undo',
            title: 'add the inbound rule again',
            command: `aws ec2 authorize-security-group-ingress --group-id ${ids.groupB} --protocol tcp --port 3389 --cidr 10.0.0.0/16`,
            blanks: {},
          },
        ],
      }),
    ],
    configuration: aConfiguration(paths),
    failOn,
    exit: 1,
  });

const named = (name: string, documents: Documents, takenAt: string) => ({
  name,
  snapshot: { takenAt, documents, unreadable: {} },
});

/** The scenario before and after its group was closed. */
export const aCompareReport = (): Report => {
  const networks = compareNetworks(
    named('before', broken('healthy'), '2026-11-22T20:10:00.000Z'),
    named('after', broken('security-group-closed'), AT),
    paths,
    () => new Date(AT),
  );
  const exit = compareExit(
    networks.paths.map(({ turn }) => turn),
    undefined,
  );
  return compareReport(networks, judgedTurns(networks, undefined, exit), AT);
};

export const aRefusedReport = (): Report =>
  refusedReport(
    'pathwatch check',
    {
      code: 'aws-expired-credentials',
      message: 'AWS did not answer DescribeStacks: ExpiredToken: The security token is expired',
      advice: 'sign in (`aws sso login`, or set AWS_PROFILE), then run the command again',
    },
    AT,
  );
