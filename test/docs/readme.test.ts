import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { emailText } from '../../lambda/alerts/email.ts';
import type { Alert } from '../../lambda/domain/alert.ts';
import { explanations, findingOf, routeReasons } from '../../lambda/domain/codes.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import { dollarsOf } from '../../lambda/spend/price.ts';
import { faultNamed } from '../../local/faults.ts';
import { addressA, ids } from '../../local/scenario/ids.ts';
import { anAlert } from '../support/alerts.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');

/** The lines of the block that is marked by a word after its fence. */
const excerpt = (mark: string): readonly string[] =>
  (new RegExp(`^\`\`\`text ${mark}\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(readme)?.[1] ?? '').trimEnd().split('\n');

const alertOf = (finding: Finding, over: Partial<Alert> = {}): Alert =>
  anAlert({
    pathId: 'a-to-b-rdp',
    path: 'instance Name=windows2016-private-a → instance Name=windows2016-private-sub-a, tcp/3389',
    tags: { team: 'netops' },
    since: '2026-11-22T20:14:47.000Z',
    findings: [finding],
    ...over,
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
  const broke = emailText(alertOf(finding));
  const recovered = emailText(
    alertOf(finding, { kind: 'recovered', verdict: 'reachable', began: '2026-11-22T20:14:46.000Z' }),
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
  const shown = excerpt('alert');
  expect(emailText(alertOf(finding)).body.split('\n').slice(0, shown.length)).toEqual(shown);
});

test('the table of costs is what the analyses of 30 days come to', () => {
  const rows = [...readme.matchAll(/^\| (\d+) +\| \$([\d,]+) +\| \$([\d,]+) +\| \$([\d,]+) +\|$/gm)];
  expect(rows.map(([, paths]) => Number(paths))).toEqual([1, 20, 50]);
  for (const [, paths, ...dollars] of rows)
    expect(dollars.map((text) => Number(text.replaceAll(',', '')))).toEqual(
      [12 * 24, 24, 1].map((looks) => dollarsOf(Number(paths) * looks * 30)),
    );
});
