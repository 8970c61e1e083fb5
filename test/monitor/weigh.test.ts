import fc from 'fast-check';
import type { Finding, Judgement } from '../../lambda/domain/verdict.ts';
import type { Testimony, Witness } from '../../lambda/domain/witness.ts';
import { weigh } from '../../lambda/monitor/weigh.ts';
import { aFinding } from '../support/records.ts';

const heard = (testimony: Testimony): Witness => ({
  kind: 'heard',
  testimony,
  between: ['2026-11-22T10:00:00.000Z', '2026-11-22T10:10:00.000Z'],
  records: [],
  message: `the packets were ${testimony}`,
  bytesScanned: 1_000,
});

const stopped = (over: Partial<Finding>, confidence: Judgement['confidence'] = 'model-only'): Judgement => ({
  verdict: 'unreachable',
  findings: [aFinding({ says: 'unreachable', ...over })],
  open: [],
  ...(confidence !== undefined && { confidence }),
});

const there = stopped({ direction: 'forward' });
const back = stopped({ direction: 'return' });
const { direction: _direction, ...undirected } = aFinding({ code: 'SUBNET_ACL_RESTRICTION', says: 'unreachable' });
const somewhere: Judgement = { ...there, findings: [undirected] };
const open: Judgement = { verdict: 'reachable', findings: [], open: [], confidence: 'model-only' };

const [AGREES, DENIES] = ['confirmed FLOW_LOGS_AGREE', 'disputed FLOW_LOGS_DISAGREE'];
const UNANSWERED = 'model-only FLOW_LOGS_UNANSWERED';
const NOTHING = 'model-only ';

describe("the flow logs' word", () => {
  test.each<[Testimony, readonly [open: string, there: string, back: string, somewhere: string]]>([
    ['answered', [AGREES, DENIES, DENIES, DENIES]],
    ['unanswered', [UNANSWERED, DENIES, AGREES, AGREES]],
    ['reply-rejected', [DENIES, DENIES, AGREES, AGREES]],
    ['reply-lost', [DENIES, DENIES, AGREES, AGREES]],
    ['rejected', [DENIES, AGREES, DENIES, AGREES]],
    ['request-lost', [DENIES, AGREES, DENIES, AGREES]],
    ['silent', [NOTHING, NOTHING, NOTHING, NOTHING]],
  ])('%s', (testimony, weights) => {
    const said = [open, there, back, somewhere].map((judgement) => {
      const { confidence, findings } = weigh(judgement, heard(testimony));
      const notes = findings.filter(({ source }) => source === 'flow-logs');
      expect(notes.every(({ says }) => says === 'note')).toBe(true);
      return `${confidence} ${notes.map(({ code }) => code).join()}`;
    });
    expect(said).toEqual(weights);
  });

  test('is told in its own sentence, after what it is weighed against', () => {
    expect(weigh(back, heard('unanswered')).findings[1]).toMatchObject({
      source: 'flow-logs',
      message: 'the flow logs bear it out: the packets were unanswered',
    });
  });

  test('of a group that is blamed without a direction is about the request: a reply needs no rule', () => {
    const { direction: _none, ...group } = aFinding({ code: 'ENI_SG_RULES_MISMATCH', says: 'unreachable' });
    expect(weigh({ ...there, findings: [group] }, heard('unanswered')).confidence).toBe('disputed');
  });

  test('settles a dispute for the side that it bears out', () => {
    expect(weigh(stopped({ direction: 'return' }, 'disputed'), heard('unanswered')).confidence).toBe('confirmed');
  });

  test('of a path that is stopped both ways may be about either', () => {
    const both = { ...there, findings: [...there.findings, ...back.findings] };
    expect(weigh(both, heard('rejected')).confidence).toBe('confirmed');
  });

  test.each<[string, Witness | undefined]>([
    ['nobody was asked', undefined],
    ['they are to be asked', { kind: 'due', next: '2026-11-22T10:00:00.000Z', tries: 0 }],
    ['there are none', { kind: 'none', reason: 'no flow log covers it' }],
  ])('is nothing while %s', (_, witness) => {
    expect(weigh(back, witness)).toBe(back);
  });

  const anyJudgement = fc.constantFrom(open, there, back, somewhere, stopped({}, 'disputed'), stopped({}, 'confirmed'));
  const anyWitness = fc
    .constantFrom<Testimony>(
      'answered',
      'unanswered',
      'reply-rejected',
      'reply-lost',
      'rejected',
      'request-lost',
      'silent',
    )
    .map(heard);

  test('moves no verdict, blames nothing, and adds nothing when it is heard again; the last word counts', () => {
    fc.assert(
      fc.property(anyJudgement, anyWitness, anyWitness, (judgement, witness, earlier) => {
        const weighed = weigh(judgement, witness);
        expect(weighed.verdict).toBe(judgement.verdict);
        expect(weighed.findings.slice(0, judgement.findings.length)).toEqual(judgement.findings);
        expect(weigh(weighed, witness)).toEqual(weighed);
        expect(weigh(weigh(judgement, earlier), witness).findings.length).toBeLessThan(judgement.findings.length + 2);
      }),
    );
  });

  test('makes no verdict: what is unknown stays so', () => {
    const unknown: Judgement = { verdict: 'unknown', findings: [], open: [] };
    fc.assert(fc.property(anyWitness, (witness) => expect(weigh(unknown, witness)).toBe(unknown)));
  });
});
