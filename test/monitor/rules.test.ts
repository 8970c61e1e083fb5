import fc from 'fast-check';
import { isSettled } from '../../lambda/domain/verdict.ts';
import { ruleFor, rules } from '../../lambda/monitor/rules.ts';
import { type Column, type Signs, signs } from '../../lambda/monitor/signs.ts';

/* The table of rules, over every combination of signs: docs/adr/014-one-table-of-diagnosis.md. */

const everything: readonly Signs[] = (Object.keys(signs) as Column[]).reduce<readonly Partial<Signs>[]>(
  (sofar, column) => sofar.flatMap((some) => signs[column].map((sign) => ({ ...some, [column]: sign }))),
  [{}],
) as readonly Signs[];

const isAsked = ({ analyzer }: Signs): boolean => analyzer !== 'late' && analyzer !== 'unasked';
const isFound = ({ analyzer }: Signs): boolean => analyzer === 'both' || analyzer === 'there';
const isStoppedByRoutes = ({ routes }: Signs): boolean => routes === 'there' || routes === 'back';
const isStoppedByModel = ({ modelThere, modelBack }: Signs): boolean =>
  modelThere === 'blocked' || modelBack === 'blocked';

/** Every combination that a law is broken by; the first few are enough to see why. */
const breaking = (isBroken: (signs: Signs) => boolean) => everything.filter(isBroken).slice(0, 3);

describe('the table', () => {
  test('has a rule for every combination of signs, and meets every rule', () => {
    const met = new Set(everything.map(ruleFor));
    expect(everything).toHaveLength(6 * 2 * 3 * 5 * 5 * 3 * 3);
    expect(rules.filter((rule) => !met.has(rule)).map(({ why }) => why)).toEqual([]);
  });

  test('gives each rule a reason of its own', () => {
    expect(new Set(rules.map(({ why }) => why)).size).toBe(rules.length);
  });

  test('says who stands behind each settled verdict, and of an unknown one nobody', () => {
    for (const { verdict, confidence } of rules) expect(confidence !== undefined).toBe(isSettled(verdict));
  });

  test('tells the other side wherever there is one, and nowhere else of a settled verdict', () => {
    for (const { verdict, confidence, tells } of rules) {
      const isTold = tells.some((telling) => ['denied', 'split'].includes(telling));
      if (confidence === 'disputed') expect(isTold || tells.includes('corrected')).toBe(true);
      else if (isSettled(verdict)) expect(isTold).toBe(false);
    }
  });
});

describe('what no combination of opinions does', () => {
  test('unreachable, without an answer that says so', () => {
    const isSaid = (s: Signs) => s.analyzer === 'blocked' || isStoppedByRoutes(s) || isStoppedByModel(s);
    expect(breaking((s) => ruleFor(s).verdict === 'unreachable' && !isSaid(s))).toEqual([]);
  });

  test('reachable, without an answer that found a way', () => {
    const isSaid = (s: Signs) => isFound(s) || (!isAsked(s) && s.modelThere === 'open');
    expect(breaking((s) => ruleFor(s).verdict === 'reachable' && !isSaid(s))).toEqual([]);
  });

  test('settled, where AWS was asked and could not tell', () => {
    expect(breaking((s) => s.analyzer === 'unseen' && ruleFor(s).verdict !== 'unknown')).toEqual([]);
    expect(breaking((s) => isFound(s) && s.routes === 'unseen' && ruleFor(s).verdict === 'reachable')).toEqual([]);
  });

  test("the model turns AWS's word, where AWS looked", () => {
    expect(breaking((s) => s.analyzer === 'blocked' && ruleFor(s).verdict !== 'unreachable')).toEqual([]);
    expect(
      breaking(
        (s) => s.analyzer === 'both' && ['open', 'none'].includes(s.routes) && ruleFor(s).verdict !== 'reachable',
      ),
    ).toEqual([]);
    expect(breaking((s) => isFound(s) && isStoppedByRoutes(s) && ruleFor(s).verdict !== 'unreachable')).toEqual([]);
  });

  test('a promise is kept by the model alone, where AWS found a way', () => {
    const isKept = (s: Signs) => s.wanted === 'closed' && ruleFor(s).verdict === 'unreachable';
    expect(breaking((s) => isFound(s) && !isStoppedByRoutes(s) && isKept(s))).toEqual([]);
    expect(breaking((s) => !isAsked(s) && s.modelThere !== 'blocked' && isKept(s))).toEqual([]);
  });

  test('the model alone passes for AWS, or AWS for the model alone', () => {
    expect(breaking((s) => !isAsked(s) && !['model-only', undefined].includes(ruleFor(s).confidence))).toEqual([]);
    const isOurs = (s: Signs) => s.analyzer === 'there' && !isStoppedByRoutes(s) && s.modelBack === 'blocked';
    expect(breaking((s) => isAsked(s) && ruleFor(s).confidence === 'model-only' && !isOurs(s))).toEqual([]);
  });

  test('confirmed, where the model is sure of the opposite on what AWS looked at', () => {
    const isDenied = (s: Signs) =>
      (isFound(s) && s.modelThere === 'blocked') ||
      (s.analyzer === 'both' && s.modelBack === 'blocked') ||
      (s.analyzer === 'blocked' && s.blame === 'apart' && s.modelThere === 'open' && s.modelBack === 'open');
    expect(breaking((s) => isDenied(s) && ruleFor(s).confidence === 'confirmed')).toEqual([]);
  });

  test("AWS's blame is corrected without proof: the rule that admits, and what else stops it", () => {
    const isProven = (s: Signs) => s.blame === 'false' && s.analyzer === 'blocked' && isStoppedByModel(s);
    expect(breaking((s) => ruleFor(s).tells.includes('corrected') && !isProven(s))).toEqual([]);
  });
});

describe('one more opinion', () => {
  /** The opinions that may be missing, and what they then are. */
  const missing = { reply: 'none', routes: 'none' } as const;
  const anySigns = fc.constantFrom(...everything);

  test('never makes an unknown reachable, where AWS was asked, nor an unreachable that AWS did not refute', () => {
    fc.assert(
      fc.property(anySigns, (whole) => {
        const without: Signs[] = [
          ...Object.entries(missing).map(([column, sign]) => ({ ...whole, [column]: sign }) as Signs),
          { ...whole, modelThere: 'unseen', modelBack: 'unseen', blame: 'apart' },
        ];
        for (const before of without) {
          const [first, then] = [ruleFor(before).verdict, ruleFor(whole).verdict];
          if (first === 'unknown' && isAsked(whole)) expect(then).not.toBe('reachable');
          if (first === 'unreachable' && whole.reply !== 'refuted') expect(then).not.toBe('reachable');
        }
      }),
    );
  });
});
