import fc from 'fast-check';
import { checkItem, checkOf } from '../../lambda/aws/check-item.ts';
import { incidentItem, incidentOf } from '../../lambda/aws/incident-item.ts';
import type { Item } from '../../lambda/aws/item.ts';
import { bytesOf, pack } from '../../lambda/aws/pack.ts';
import { stateItem, stateOf } from '../../lambda/aws/state-item.ts';
import { sweepItem, sweepOf } from '../../lambda/aws/sweep-item.ts';
import type { Cause } from '../../lambda/domain/change.ts';
import type { Analysis, Explanation } from '../../lambda/domain/evidence.ts';
import type { OutboxEntry } from '../../lambda/domain/state.ts';
import type { Finding } from '../../lambda/domain/verdict.ts';
import { anyIncident } from '../support/any-incident.ts';
import { anyCheck, anyState, anySweep } from '../support/any-record.ts';
import { noise } from '../support/noise.ts';
import {
  aBreak,
  aCause,
  aChange,
  aCheck,
  aFactChange,
  aFinding,
  anAnalysis,
  anIncident,
  anOwed,
  aSettled,
  aState,
  aSweepRecord,
} from '../support/records.ts';

/** Of the item's text, numbers and bytes. */
const sizeOf = (item: Item): number => {
  const values = Object.entries(item).map(([name, value]) =>
    value instanceof Uint8Array ? name.length + value.length : bytesOf({ [name]: value }),
  );
  return values.reduce((sum, size) => sum + size, 0);
};

const many = (count: number): readonly Finding[] =>
  Array.from({ length: count }, (_, n) => aFinding({ code: `C${n}` }));

describe('any record survives its way into an item and back', () => {
  test('a state', () => fc.assert(fc.property(anyState, (state) => expect(stateOf(stateItem(state))).toEqual(state))));
  test('a check', () =>
    fc.assert(fc.property(anyCheck, (check) => expect(checkOf(checkItem(check, 30))).toEqual(check))));
  test('an incident', () =>
    fc.assert(
      fc.property(anyIncident, (incident) => expect(incidentOf(incidentItem(incident, 30))).toEqual(incident)),
    ));
  test('a sweep', () =>
    fc.assert(fc.property(anySweep, (record) => expect(sweepOf(sweepItem(record, 30))).toEqual(record))));
});

describe('evidence that is too large is cut step by step, and what was cut is said', () => {
  const hop = { sequence: 1, explanations: [], details: [] };
  const explanation: Explanation = { code: 'C', resources: { vpc: [{ id: 'vpc-1' }] }, facts: { port: '443' } };
  const route = (large: { document?: string; hops?: string; facts?: string }): Analysis => ({
    analyzer: 'route-analyzer',
    pair: 0,
    question: {
      transitGatewayId: 'tgw-1',
      globalNetworkId: 'global-network-1',
      sourceAttachmentArn: 'arn-1',
      sourceAddress: '10.0.0.1',
      destinationAttachmentArn: 'arn-2',
      destinationAddress: '10.1.0.1',
    },
    run: {
      kind: 'succeeded',
      report: {
        routeAnalysisId: 'ra-1',
        globalNetworkId: 'global-network-1',
        forward: {
          connected: false,
          reason: 'ROUTE_NOT_FOUND',
          context: { text: large.facts ?? '' },
          steps: [{ sequence: 0, id: large.hops ?? '', type: 'T', middlebox: false }],
        },
        back: { connected: true, context: {}, steps: [] },
        document: large.document ?? '',
      },
    },
  });
  const kept = (evidence: readonly Analysis[]) => {
    const item = checkItem(aCheck({ evidence }), 30);
    return { cut: item.cut, ...checkOf(item), size: sizeOf(item) };
  };
  const text = noise(400_000);

  test('first the raw documents', () => {
    const { cut, open, evidence } = kept([anAnalysis({ document: text }), route({ document: text })]);
    expect(cut).toEqual(['raw documents']);
    expect(open).toEqual(['the evidence was too large to keep: left out are raw documents']);
    expect(evidence).toMatchObject([
      { run: { report: { document: null, forward: [{ sequence: 1 }] } } },
      { run: { report: { document: null, forward: { steps: [{ sequence: 0 }] } } } },
    ]);
  });

  test('then the hops', () => {
    const forward = [{ ...hop, because: text }];
    const { cut, evidence } = kept([anAnalysis({ forward, explanations: [explanation] }), route({ hops: text })]);
    expect(cut).toEqual(['raw documents', 'hops']);
    expect(evidence).toMatchObject([
      { run: { report: { forward: [], explanations: [explanation] } } },
      { run: { report: { forward: { reason: 'ROUTE_NOT_FOUND', steps: [] } } } },
    ]);
  });

  test('then the facts of the explanations', () => {
    const explanations = [{ ...explanation, facts: { text } }];
    const { cut, evidence } = kept([anAnalysis({ explanations }), route({ facts: text })]);
    expect(cut).toEqual(['raw documents', 'hops', 'facts of the explanations']);
    expect(evidence).toMatchObject([
      { run: { report: { explanations: [{ code: 'C', resources: explanation.resources, facts: {} }] } } },
      { run: { report: { forward: { reason: 'ROUTE_NOT_FOUND', context: {} } } } },
    ]);
  });

  test('and at last everything', () => {
    const failed: Analysis = {
      ...anAnalysis(),
      run: { kind: 'failed', analysisId: 'nia-1', message: text },
    } as Analysis;
    const { cut, evidence, open, verdict } = kept([failed]);
    expect(cut).toEqual(['all analyses']);
    expect({ evidence, verdict }).toEqual({ evidence: [], verdict: 'reachable' });
    expect(open).toEqual(['the evidence was too large to keep: left out are all analyses']);
  });

  test('a cut check that is cut deeper says it once', () => {
    const [first] = [kept([anAnalysis({ document: text, details: [noise(200_000)] })])];
    expect(first.open).toHaveLength(1);
    const outbox: readonly OutboxEntry[] = [
      { kind: 'check', check: aCheck({ evidence: first.evidence, open: first.open }) },
    ];
    const [entry] = stateOf(stateItem(aState({ outbox }))).outbox;
    expect(entry).toMatchObject({
      check: { open: ['the evidence was too large to keep: left out are all analyses'], evidence: [] },
    });
  });

  test('and nothing is cut or said where it fits', () => {
    const { cut, open, evidence } = kept([anAnalysis({ document: noise(80_000) })]);
    expect({ cut, open }).toEqual({ cut: undefined, open: [] });
    expect(evidence).toEqual([anAnalysis({ document: noise(80_000) })]);
  });
});

describe('lists that are too long are cut, and their number is said', () => {
  test('findings beyond 200', () => {
    expect(checkOf(checkItem(aCheck({ findings: many(200) }), 30)).findings).toEqual(many(200));
    const { findings } = checkOf(checkItem(aCheck({ findings: many(250) }), 30));
    expect(findings).toHaveLength(200);
    expect(findings.slice(0, 199)).toEqual(many(199));
    expect(findings[199]).toEqual({
      code: 'FINDINGS_CUT',
      says: 'note',
      message: 'at least 51 further findings were too many to keep',
      source: 'pathwatch',
    });
  });

  test('remarks beyond 50', () => {
    const open = Array.from({ length: 60 }, (_, n) => `remark ${n}`);
    const kept = checkOf(checkItem(aCheck({ open }), 30)).open;
    expect(kept).toEqual([...open.slice(0, 49), 'at least 11 further remarks were too many to keep']);
  });

  test('a sentence beyond 2,000 characters, never within a character', () => {
    const [finding] = incidentOf(
      incidentItem(anIncident({ findings: [aFinding({ message: '🛑'.repeat(1_500) })] }), 30),
    ).findings;
    expect(finding?.message).toBe(`${'🛑'.repeat(999)}…`);
  });

  test('the outcomes of a sweep, last those that are not as expected', () => {
    const outcome = (n: number, standing: 'expected' | 'undetermined') =>
      ({
        pathId: noise(200, `${n}`),
        verdict: 'unknown',
        standing,
        how: 'analysed',
        analyses: 0,
        alerts: 0,
        trouble: noise(300),
      }) as const;
    const outcomes = Array.from({ length: 2_200 }, (_, n) => outcome(n, n % 10 === 0 ? 'undetermined' : 'expected'));
    const item = sweepItem(aSweepRecord({ outcomes }), 30);
    expect(sizeOf(item)).toBeLessThan(380_000);
    expect(sweepOf(item).outcomes).toHaveLength(220);
    expect(sweepOf(item).notes).toEqual(['outcomes were too many to keep: left out are those as expected']);
  });
});

test('a check keeps the foremost 20 facts and 10 candidates of its cause, and counts the facts that stayed out', () => {
  const facts = Array.from({ length: 25 }, (_, n) => aFactChange({ component: `sg-${n}` }));
  const candidates = Array.from({ length: 12 }, (_, n) => ({
    fit: 'nearby' as const,
    change: aChange({ id: `${n}` }),
  }));
  const { cause } = checkOf(checkItem(aCheck({ cause: aCause({ facts, candidates, left: 3 }) }), 30));
  expect(cause).toEqual(aCause({ facts: facts.slice(0, 20), candidates: candidates.slice(0, 10), left: 8 }));
});

describe('the item of a state', () => {
  const findings = Array.from({ length: 300 }, (_, n) => aFinding({ message: noise(2_500, `${n}`) }));
  const check = aCheck({ findings, evidence: [anAnalysis({ document: noise(300_000), details: [noise(90_000)] })] });

  test('stays under 380 KB whatever its outbox, and keeps every entry of it in order', () => {
    const outbox: readonly OutboxEntry[] = [
      ...Array.from({ length: 20 }, (): OutboxEntry => ({ kind: 'check', check })),
      ...Array.from({ length: 400 }, (_, n) => anOwed({ id: `signal ${n} ${noise(100, `${n}`)}`, findings })),
    ];
    const item = stateItem(
      aState({
        outbox,
        settled: aSettled({ findings, open: findings.map(({ message }) => message) }),
        broken: aBreak({ findings }),
        blind: { checks: 5, since: check.observedAt, reported: true, findings },
      }),
    );
    expect(sizeOf(item)).toBeLessThan(380_000);
    const nameOf = (entry: OutboxEntry) => (entry.kind === 'signal' ? entry.signal.id : entry.kind);
    expect(stateOf(item).outbox.map(nameOf)).toEqual(outbox.map(nameOf));
    expect(item.cut).toEqual(['all analyses', 'findings']);
  });

  const aLongCause = (n: number, candidates = 10): Cause =>
    aCause({
      facts: Array.from({ length: 20 }, (_, f) => aFactChange({ message: noise(400, `${n} fact ${f}`) })),
      candidates: Array.from({ length: candidates }, (_, c) => ({
        fit: 'nearby' as const,
        change: aChange({
          details: Object.fromEntries(Array.from({ length: 20 }, (_, d) => [`d${d}`, noise(200, `${n} ${c} d${d}`)])),
        }),
      })),
    });
  const causeIn = (entry: OutboxEntry | undefined): Cause | undefined =>
    entry?.kind === 'signal' ? entry.signal.cause : undefined;

  test('stays under 380 KB with a cause in each signal: of these the candidates are given up first', () => {
    const outbox = Array.from({ length: 16 }, (_, n) => anOwed({ id: `${n}`, cause: aLongCause(n) }));
    const item = stateItem(aState({ outbox }));
    expect(sizeOf(item)).toBeLessThan(380_000);
    const kept = stateOf(item).outbox.map(causeIn);
    expect(kept).toHaveLength(16);
    for (const [n, cause] of kept.entries()) {
      const given = aLongCause(n);
      const facts = cause?.facts.length ?? 0;
      expect(facts).toBeGreaterThan(0);
      expect(cause?.facts).toEqual(given.facts.slice(0, facts));
      expect(cause?.left).toBe(20 - facts);
      expect(cause?.candidates).toEqual(given.candidates.slice(0, cause?.candidates.length));
      expect(cause).toMatchObject({ between: given.between, search: given.search });
    }
  });

  test('keeps a cause whole in check, break and signal alike where it fits', () => {
    const cause = aLongCause(1);
    const outbox: readonly OutboxEntry[] = [{ kind: 'check', check: aCheck({ cause }) }, anOwed({ cause })];
    const state = aState({ outbox, broken: aBreak({ cause }) });
    expect(stateOf(stateItem(state))).toEqual(state);
  });

  test('holds 100 KB of evidence in its outbox', () => {
    const evidence = [anAnalysis({ document: noise(110_000) })];
    const state = aState({ outbox: [{ kind: 'check', check: aCheck({ evidence }) }, anOwed()] });
    expect(stateOf(stateItem(state))).toEqual(state);
    const larger = aCheck({ evidence: [anAnalysis({ document: noise(150_000) })] });
    const [entry] = stateOf(stateItem(aState({ outbox: [{ kind: 'check', check: larger }] }))).outbox;
    expect(entry).toMatchObject({ check: { evidence: [{ run: { report: { document: null } } }] } });
  });

  test('of the release before is read, without the incident and the alerts that it held', () => {
    const { signals: _signals, ...item } = stateItem(aState({ transitions: 3, outbox: [{ kind: 'check', check }] }));
    const old = {
      ...item,
      blindness: 1,
      incident: { id: 'web-db-3', paths: ['web-db'], severity: 'critical', startedAt: check.observedAt },
      outbox: pack([{ kind: 'incident' }, { kind: 'publish', attempts: 0 }, { kind: 'check', check }]),
    };
    const state = stateOf(old);
    expect(state).toMatchObject({ signals: 3, transitions: 3, outbox: [{ kind: 'check' }] });
    expect(state).not.toHaveProperty('broken');
  });

  test('is refused rather than made to forget a signal', () => {
    const outbox = Array.from({ length: 5_000 }, (_, n) => anOwed({ id: noise(200, `${n}`) }));
    expect(() => stateItem(aState({ outbox }))).toThrow('the outbox of web-db has grown to 5000 entries');
  });
});
