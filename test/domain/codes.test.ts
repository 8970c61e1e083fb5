import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from '../../lambda/domain/codes/sentence.ts';
import {
  details,
  explanations,
  faultCodes,
  findingOf,
  nouns,
  own,
  type Row,
  routeReasons,
  rowOf,
} from '../../lambda/domain/codes.ts';

const tables: Readonly<Record<string, Readonly<Record<string, Row>>>> = { explanations, details, routeReasons, own };
const rows = Object.values(tables).flatMap((table) => Object.entries(table));

/** Words that every maker of a finding gives, so that a sentence may rest on them. */
const given = ['traffic', 'source', 'destination', 'inbound', 'to', 'into', 'has', 'back', 'leg', 'code'];
const givenToOwn =
  'analyzer message operation analysisId seconds what count most accounts components rule model witness bound reason'.split(
    ' ',
  );

describe('the table of codes', () => {
  test('has every code of both analyzers once', () => {
    expect([explanations, details, routeReasons].map((table) => Object.keys(table).length)).toEqual([89, 11, 11]);
  });

  test.each(rows)('%s has a sentence of its own that stands without any resource', (code, row) => {
    const optional = /\[[^\]]*\]/g;
    const needed = [row.sentence, row.advice ?? ''].flatMap((text) => wordsOf(text.replace(optional, '')));
    const known = [...Object.keys(nouns), ...given, ...(code in own ? givenToOwn : [])];
    expect(needed.filter((word) => !known.includes(word))).toEqual([]);
    const { message, advice = '' } = findingOf('pathwatch', code, row, {});
    expect(`${message}${advice}`).not.toMatch(/[{}[\]]|undefined/);
    expect(message).toMatch(/[^.]$/);
    expect(advice === '' || advice.endsWith('.')).toBe(true);
  });

  test.each(Object.entries({ ...explanations, ...routeReasons } as Record<string, Row>))(
    '%s names its culprit by the first role that is known',
    (code, row) => {
      expect(row.component.length).toBeGreaterThan(0);
      for (const role of row.component) {
        const finding = findingOf('reachability-analyzer', code, row, { resources: { [role]: [{ id: 'culprit-1' }] } });
        expect(finding.component).toBe('culprit-1');
      }
    },
  );

  test('an explanation that blames may be followed by advice, and always is', () => {
    const silent = Object.entries<Row>(explanations).filter(([, row]) => row.advice === undefined);
    expect(silent).toEqual([]);
  });

  test('only these explanations say nothing about the network', () => {
    const unknown = Object.entries<Row>(explanations).filter(([, row]) => row.says !== 'unreachable');
    expect(unknown.map(([code, row]) => [code, row.says])).toEqual(
      [
        'IGW_NAT_REFLECTION',
        'TGW_RTB_ROUTES_ARE_UNKNOWN',
        'UNKNOWN_DESTINATION',
        'UNKNOWN_PEERED_SGS',
        'UNKNOWN_RESOURCE',
        'NO_SOURCE_OR_DESTINATION',
        'UNASSOCIATED_COMPONENT',
        'UNSUPPORTED_COMPONENT',
        'COMPONENT_FILTER_RESTRICTION',
        'COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT',
        'IGW_EXPECTS_PUBLIC_ADDRESS',
      ].map((code) => [code, 'unknown']),
    );
  });

  test('five reasons of Route Analyzer say unreachable, six cannot judge', () => {
    const blaming = Object.entries<Row>(routeReasons).filter(([, row]) => row.says === 'unreachable');
    expect(blaming.map(([code]) => code).sort()).toEqual([
      'BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND',
      'CYCLIC_PATH_DETECTED',
      'INACTIVE_ROUTE_FOR_DESTINATION_FOUND',
      'ROUTE_NOT_FOUND',
      'TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND',
    ]);
    expect(Object.values<Row>(routeReasons).filter((row) => row.says === 'unknown')).toHaveLength(6);
  });

  test('details are notes, and all but two of them leave something open', () => {
    const rowsOfDetails = Object.entries<Row>(details);
    expect(rowsOfDetails.every(([, row]) => row.says === 'note')).toBe(true);
    expect(rowsOfDetails.filter(([, row]) => !row.open).map(([code]) => code)).toEqual([
      'AVAILABILITY_ZONE_CROSSED',
      'TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED',
    ]);
  });

  test('nothing of our own ever says unreachable', () => {
    expect(Object.entries<Row>(own).filter(([, row]) => row.says === 'unreachable')).toEqual([]);
    expect(new Set(Object.values(faultCodes)).size).toBe(10);
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', '', 'eni_sg_rules_mismatch'])(
    'the code %j is not in the table',
    (code) => {
      for (const table of Object.values(tables)) expect(rowOf(table, code)).toBeUndefined();
    },
  );
});

describe('a sentence', () => {
  const sg = (side?: string, groups: readonly string[] = ['sg-1']) =>
    findingOf('reachability-analyzer', 'ENI_SG_RULES_MISMATCH', explanations.ENI_SG_RULES_MISMATCH, {
      resources: { securityGroups: groups.map((id) => ({ id })), networkInterface: [{ id: 'eni-1' }] },
      side,
      words: { traffic: 'tcp/3389' },
    });

  test('follows the direction of the rule, in any case of letters', () => {
    expect(sg('ingress').message).toBe('sg-1 has no inbound rule that admits tcp/3389 to eni-1');
    expect(sg('EGRESS').message).toBe('sg-1 has no outbound rule that admits tcp/3389 from eni-1');
    expect(sg().message).toBe('sg-1 has no matching rule that admits tcp/3389 at eni-1');
    expect(sg('sideways').message).toBe('sg-1 has no matching rule that admits tcp/3389 at eni-1');
  });

  test('names every resource of a role, and the first as the component', () => {
    const finding = sg('ingress', ['sg-1', 'sg-2', 'sg-3', 'sg-1']);
    expect(finding.message).toBe('sg-1, sg-2 and sg-3 have no inbound rule that admits tcp/3389 to eni-1');
    expect(finding.component).toBe('sg-1');
  });

  test('says what is told and leaves out what is not', () => {
    const about = (words: Readonly<Record<string, string>>) =>
      findingOf('reachability-analyzer', 'BAD_STATE', explanations.BAD_STATE, {
        resources: { component: [{ id: 'pcx-1' }] },
        words,
      }).message;
    expect(about({ state: 'deleted' })).toBe('pcx-1 is not in a working state (deleted)');
    expect(about({})).toBe('pcx-1 is not in a working state');
  });

  test('is about the component where AWS leaves the foremost role out', () => {
    const { message, component } = findingOf(
      'reachability-analyzer',
      'NO_ROUTE_TO_DESTINATION',
      explanations.NO_ROUTE_TO_DESTINATION,
      {
        resources: { component: [{ id: 'rtb-1' }] },
        words: { destination: '10.0.0.1' },
      },
    );
    expect([message, component]).toEqual(['rtb-1 has no route to 10.0.0.1', 'rtb-1']);
  });

  test('takes hostile names as they are, and fills in nothing that they ask for', () => {
    const name = '{traffic}[x] $& $1 <b>&amp;</b> *_~`\u202e\n<!channel>';
    const { message } = findingOf('reachability-analyzer', 'BAD_STATE', explanations.BAD_STATE, {
      resources: { component: [{ id: 'pcx-1', name }] },
      words: { traffic: 'SECRET', state: '{traffic}' },
    });
    expect(message).toBe(`pcx-1 (${name}) is not in a working state ({traffic})`);
  });
});

const listPath = [
  ...(process.env.PATHWATCH_CORPUS === undefined ? [] : [join(process.env.PATHWATCH_CORPUS, '..', 'ra-codes.json')]),
  join('..', 'shared', 'ra-codes.json'),
].find((path) => existsSync(path));

describe("AWS's list of codes", () => {
  if (listPath === undefined) {
    test.skip('skipped: ../shared/ra-codes.json is not here, and PATHWATCH_CORPUS names no folder beside it', () => {});
    return;
  }
  interface Listed {
    readonly code: string;
    readonly group?: string;
  }
  const list: { readonly explanationCodes: readonly Listed[]; readonly additionalDetailCodes: readonly Listed[] } =
    JSON.parse(readFileSync(listPath, 'utf8'));

  test('is the table, no more and no less', () => {
    expect(Object.keys(explanations).sort()).toEqual(list.explanationCodes.map(({ code }) => code).sort());
    expect(Object.keys(details).sort()).toEqual(list.additionalDetailCodes.map(({ code }) => code).sort());
  });

  test.each(list.explanationCodes.map(({ code, group = '' }) => [code, group] as const))(
    '%s of the group %s is classified as decided',
    (code, group) => {
      const says = rowOf(explanations, code)?.says;
      const unknownThough = [
        'IGW_NAT_',
        'COMPONENT_FILTER_',
        'IGW_EXPECTS_',
        'NO_SOURCE_',
        'UNASSOCIATED_',
        'UNSUPPORTED_',
      ];
      const isUnknown = group === 'inconclusive' || unknownThough.some((prefix) => code.startsWith(prefix));
      expect(says).toBe(isUnknown ? 'unknown' : 'unreachable');
    },
  );
});
