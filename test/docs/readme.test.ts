import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { emailText } from '../../lambda/alerts/email.ts';
import type { Alert, Signal } from '../../lambda/domain/alert.ts';
import type { Cause, Change, FactChange } from '../../lambda/domain/change.ts';
import { explanations, findingOf, routeReasons } from '../../lambda/domain/codes.ts';
import { severities } from '../../lambda/domain/path.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import { fixesOf } from '../../lambda/fixes/fixes.ts';
import { forecast } from '../../lambda/spend/forecast.ts';
import { faultNamed } from '../../local/faults.ts';
import { addressA, ids } from '../../local/scenario/ids.ts';
import { anAlert } from '../support/alerts.ts';
import { aConfiguration, aPath, noChannels } from '../support/paths.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');

/** The lines of the block that is marked by a word after its fence. */
const excerpt = (mark: string): readonly string[] =>
  (new RegExp(`^\`\`\`text ${mark}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(readme)?.[1] ?? '').trimEnd().split('\n');

const incidentId = `${ids.groupB}-20261122T201447Z`;

const alertOf = (finding: Finding, kind: 'broke' | 'recovered', over: Partial<Signal> = {}): Alert =>
  anAlert({
    id: `${incidentId}/1/${kind}/topic`,
    kind,
    incidentId,
    lead: {
      kind,
      pathId: 'a-to-b-rdp',
      path: 'instance Name=windows2016-private-a → instance Name=windows2016-private-sub-a, tcp/3389',
      tags: { team: 'netops' },
      since: '2026-11-22T20:14:47.000Z',
      findings: [finding],
      open: [],
      console:
        'https://ap-northeast-1.console.aws.amazon.com/networkinsights/home#NetworkPathAnalysis:analysisId=nia-0a1b2c3d4e5f60718',
      ...over,
    },
  });

const causeOf = (fact: FactChange, candidates: Cause['candidates']): Cause => ({
  facts: [fact],
  left: 0,
  between: ['2026-11-22T20:10:00.000Z', '2026-11-22T20:14:47.000Z'],
  candidates,
  search: { kind: 'found' },
});

test('the excerpt of the demo is in its own words', () => {
  const { fault, repair } = faultNamed('transit-route-missing');
  const finding = findingOf(
    'route-analyzer',
    'ROUTE_NOT_FOUND',
    routeReasons.ROUTE_NOT_FOUND,
    {
      resources: { transitGatewayRouteTable: [{ id: ids.transitRoutesB }] },
      words: { back: ' back', destination: addressA },
    },
    'return',
  );
  const route = `10.0.0.0/16 → ${ids.attachmentA} (${ids.vpcA})`;
  const fact: FactChange = {
    component: ids.transitRoutesB,
    kind: 'removed',
    what: 'route',
    before: route,
    message: `${ids.transitRoutesB} lost its route ${route}`,
  };
  const broke = emailText(alertOf(finding, 'broke', { cause: causeOf(fact, []) }));
  const recovered = emailText(
    alertOf(finding, 'recovered', { verdict: 'reachable', began: '2026-11-22T20:14:44.000Z' }),
  );
  const lines = excerpt('demo').map((line) => line.trim());
  expect(lines).toEqual(
    expect.arrayContaining([
      `▸ Fault: ${fault}.`,
      finding.message,
      expect.stringMatching(/^alert +BROKEN/),
      `▸ Repair: ${repair}.`,
      expect.stringMatching(/^alert +RECOVERED/),
    ]),
  );
  const subjects = lines.filter((line) => line.startsWith('alert')).map((line) => line.replace(/^alert +/, ''));
  expect(subjects).toEqual([broke.subject, recovered.subject]);
});

test('the alert that is shown is what its reader gets', () => {
  const finding = findingOf('reachability-analyzer', 'ENI_SG_RULES_MISMATCH', explanations.ENI_SG_RULES_MISMATCH, {
    resources: { securityGroups: [{ id: ids.groupB }], networkInterface: [{ id: ids.interfaceB }] },
    side: 'ingress',
    words: { traffic: 'tcp/3389' },
  });
  const change: Change = {
    id: '1dc80129-7316-4f10-8dd2-9c28a71d9b59',
    at: '2026-11-22T20:14:12.000Z',
    source: 'cloudtrail',
    name: 'RevokeSecurityGroupIngress',
    concern: { kind: 'resources', ids: [ids.groupB] },
    author: { principal: 'arn:aws:iam::111111111111:user/alice', sourceAddress: '203.0.113.24', tool: 'Terraform' },
    details: {},
  };
  const fact: FactChange = {
    component: ids.groupB,
    kind: 'removed',
    what: 'rule',
    was: { kind: 'group-rule', direction: 'ingress', protocol: 'tcp', from: 3389, to: 3389, peer: '10.0.0.0/16' },
    message: `${ids.groupB} lost its inbound rule tcp/3389 from 10.0.0.0/16`,
  };
  const cause = causeOf(fact, [{ change, fit: 'explains' }]);
  const fixes = fixesOf([finding], cause, 'reachable');
  expect(fixes).toHaveLength(1);
  const { subject, body } = emailText(alertOf(finding, 'broke', { cause, fixes }));
  expect(`${subject}\n\n${body}`.trimEnd().split('\n')).toEqual(excerpt('alert'));
});

test('the table of costs is what the forecast says of so many plain paths', () => {
  const rows = [...readme.matchAll(/^\| (\d+) +\| \$([\d,.]+) +\| \$([\d,]+) +\|$/gm)];
  expect(rows.map(([, paths]) => Number(paths))).toEqual([1, 20, 50]);
  for (const [, paths, expected, fixed] of rows) {
    const { month, fixedSchedule } = forecast(
      aConfiguration(
        Array.from({ length: Number(paths) }, (_, index) => aPath({ id: `path-${index}` })),
        { channels: { ...noChannels, email: [{ address: 'netops@example.com', severities }] } },
      ),
    );
    expect(expected).toBe(month.expected.toFixed(2));
    expect(Number(fixed?.replaceAll(',', ''))).toBe(Math.round(fixedSchedule));
  }
});
