import type { Confidence, SettledVerdict, Verdict } from '../domain/verdict.ts';
import type { Signs } from './signs.ts';

/**
 * Whose findings are told, and as what.
 * `aws`: both analyzers' of AWS; `routes`: Route Analyzer's; `reply`: what AWS says of the reply; `model`: the model's, as
 * causes; `aside`: the model's, as notes; `corrected`: as `aws`, with the false blame as a note that names the rule; `denied`:
 * that the model says otherwise; `split`: that the analyzers of AWS contradict each other; `alone`: that no analyzer of AWS stands behind it;
 * `unable`: why the model, asked alone, cannot tell.
 */
export type Telling =
  | 'aws'
  | 'routes'
  | 'reply'
  | 'model'
  | 'aside'
  | 'corrected'
  | 'denied'
  | 'split'
  | 'alone'
  | 'unable';

/** A sign, one of two, any but one, or any at all. */
type Pattern<Sign extends string> = Sign | `${Sign}|${Sign}` | `!${Sign}` | '-';
type Outcome = 'unknown' | `${SettledVerdict} ${Confidence}`;
type Tells = Telling | `${Telling} ${Telling}` | `${Telling} ${Telling} ${Telling}`;

type Row = readonly [
  analyzer: Pattern<Signs['analyzer']>,
  wanted: Pattern<Signs['wanted']>,
  blame: Pattern<Signs['blame']>,
  reply: Pattern<Signs['reply']>,
  routes: Pattern<Signs['routes']>,
  modelThere: Pattern<Signs['modelThere']>,
  modelBack: Pattern<Signs['modelBack']>,
  outcome: Outcome,
  tells: Tells,
  why: string,
];

const columns = ['analyzer', 'wanted', 'blame', 'reply', 'routes', 'modelThere', 'modelBack'] as const;

/**
 * The rules of diagnosis: of one pair of resources and one range of ports the first row that matches holds. Two sentences are behind
 * them: an analyzer of AWS holds wherever it looked; the model may accuse where none of them looked, and never acquits.
 */
// biome-ignore format: a table, a rule a line
const table: readonly Row[] = [
  // Reachability              AWS's     the          Route         the model:
  // Analyzer        wanted    blame     reply        Analyzer      there       back        verdict, confidence       whose findings, as what  why

  // AWS names what stops the packets: unreachable. Whether it names the right thing is another question.
  ['blocked',      '-',      '-',      'refuted',   '-',          'open',     'blocked',  'unreachable disputed',   'aws denied',            'AWS denies the cause that the model names on the way back'],
  ['blocked',      '-',      'false',  '-',         '-',          'blocked',  '-',        'unreachable disputed',   'model corrected',       'the group admits it; something else stops the way there'],
  ['blocked',      'open',   'false',  'confirmed', '-',          'open',     'blocked',  'unreachable confirmed',  'reply model corrected', 'the group admits it; AWS too finds the reply stopped'],
  ['blocked',      'open',   'false',  '-',         '-',          'open',     'blocked',  'unreachable disputed',   'model corrected',       'the group admits it; the way back is stopped'],
  ['blocked',      '-',      'shared', '-',         '-',          '-',        '-',        'unreachable confirmed',  'aws model',             'AWS and the model name the same cause'],
  ['blocked',      '-',      '-',      '-',         '-',          'open',     'open',     'unreachable disputed',   'aws denied',            'the model finds both ways'],
  ['blocked',      '-',      '-',      '-',         '-',          'open',     'blocked',  'unreachable disputed',   'aws model denied',      'the model finds the way there, and a cause on the way back'],
  ['blocked',      '-',      '-',      '-',         '-',          '-',        '-',        'unreachable confirmed',  'aws model',             'AWS names a cause, and nobody denies it'],

  // AWS found a way there, and Route Analyzer finds none through the transit gateway.
  ['both|there',   '-',      '-',      '-',         'there',      '-',        '-',        'unreachable disputed',   'aws split aside',       'the analyzers of AWS contradict each other on the way there'],
  ['both',         '-',      '-',      '-',         'back',       '-',        '-',        'unreachable disputed',   'aws split aside',       'the analyzers of AWS contradict each other on the way back'],
  ['there',        '-',      '-',      '-',         'back',       'blocked',  '-',        'unreachable disputed',   'aws denied',            'the model stops the way there, which AWS found'],
  ['there',        '-',      '-',      'refuted',   'back',       '-',        'blocked',  'unreachable disputed',   'aws denied',            'AWS denies the cause that the model names besides'],
  ['there',        '-',      '-',      '-',         'back',       '-',        'open',     'unreachable disputed',   'aws denied',            'the model finds the way back'],
  ['there',        'open',   '-',      '-',         'back',       '-',        '-',        'unreachable confirmed',  'aws reply model',       'Route Analyzer stops the way back, and nobody denies it'],
  ['there',        'closed', '-',      '-',         'back',       '-',        '-',        'unreachable confirmed',  'aws aside',             'the same; to a promise the model adds notes'],

  // AWS found a way there and did not look back, and the model finds no way back: the model may accuse.
  ['there',        'open',   '-',      'confirmed', '-',          '!blocked', 'blocked',  'unreachable confirmed',  'aws reply model',       'AWS, asked about the reply, finds it stopped too'],
  ['there',        'open',   '-',      '!refuted',  '-',          '!blocked', 'blocked',  'unreachable model-only', 'aws reply model',       'the model alone sees the way back stopped'],

  // AWS found a way, and Route Analyzer could not tell: nothing is claimed.
  ['both|there',   '-',      '-',      '-',         'unseen',     'blocked',  '-',        'unknown',                'aws denied',            'and the model stops the way there that AWS found'],
  ['both',         '-',      '-',      '-',         'unseen',     '-',        'blocked',  'unknown',                'aws denied',            'and the model stops the way back that AWS found'],
  ['there',        '-',      '-',      'refuted',   'unseen',     '-',        'blocked',  'unknown',                'aws denied',            'and AWS finds the reply that the model stops'],
  ['both|there',   '-',      '-',      '-',         'unseen',     '-',        '-',        'unknown',                'aws aside',             'Route Analyzer could not tell'],

  // AWS found a way, and no analyzer of AWS stops it: the model never takes that back.
  ['both|there',   '-',      '-',      '-',         '-',          'blocked',  '-',        'reachable disputed',     'aws denied',            'the model stops the way there that AWS found'],
  ['both',         '-',      '-',      '-',         '-',          '-',        'blocked',  'reachable disputed',     'aws denied',            'the model stops the way back that AWS found'],
  ['there',        '-',      '-',      'refuted',   '-',          '-',        'blocked',  'reachable disputed',     'aws denied',            'AWS finds the reply that the model stops'],
  ['there',        '-',      '-',      '-',         '-',          '-',        'blocked',  'reachable confirmed',    'aws aside',             'what gets there unanswered breaks a promise all the same'],
  ['both|there',   '-',      '-',      '-',         '-',          '-',        '-',        'reachable confirmed',    'aws',                   'AWS found a way, and nobody denies it'],

  // AWS was asked and could not tell: nobody answers in its place.
  ['unseen',       '-',      '-',      '-',         '-',          '-',        '-',        'unknown',                'aws aside',             'Reachability Analyzer could not tell'],

  // Reachability Analyzer was not asked, or had not ended in time: the model answers alone, unless Route Analyzer denies it.
  ['late|unasked', '-',      '-',      '-',         'there|back', 'open',     '!blocked', 'unknown',                'aws',                   'Route Analyzer denies the way that the model finds'],
  ['late|unasked', 'closed', '-',      '-',         'there|back', 'open',     '-',        'unknown',                'aws aside',             'Route Analyzer keeps the promise that the model finds broken'],
  ['late|unasked', 'open',   '-',      '-',         '-',          'open',     'open',     'reachable model-only',   'routes alone',          'the model alone finds both ways'],
  ['late|unasked', '-',      '-',      '-',         '-',          'blocked',  '-',        'unreachable model-only', 'routes model alone',    'the model alone stops the way there'],
  ['late|unasked', 'open',   '-',      '-',         '-',          '-',        'blocked',  'unreachable model-only', 'routes model alone',    'the model alone stops the way back'],
  ['late|unasked', 'closed', '-',      '-',         '-',          'open',     '-',        'reachable model-only',   'routes aside alone',    'the model alone finds the way there: the promise is broken'],
  ['late',         '-',      '-',      '-',         '-',          '-',        '-',        'unknown',                'aws aside',             'AWS had not ended, and the model cannot tell'],
  ['unasked',      '-',      '-',      '-',         '-',          '-',        '-',        'unknown',                'routes unable alone',   'the model, asked alone, cannot tell'],
];

/** What the table makes of the opinions on one pair and one range. */
export interface Rule {
  readonly verdict: Verdict;
  /** Absent where the verdict is unknown. */
  readonly confidence?: Confidence;
  readonly tells: readonly Telling[];
  readonly why: string;
  readonly matches: (signs: Signs) => boolean;
}

const isMatched = (pattern: string, sign: string): boolean => {
  if (pattern === '-') return true;
  return pattern.startsWith('!') ? pattern.slice(1) !== sign : pattern.split('|').includes(sign);
};

const ruleOf = (row: Row): Rule => {
  const [outcome, tells, why] = row.slice(columns.length) as unknown as readonly [Outcome, Tells, string];
  const [verdict, confidence] = outcome.split(' ') as [Verdict, Confidence?];
  return {
    verdict,
    ...(confidence !== undefined && { confidence }),
    tells: tells.split(' ') as Telling[],
    why,
    matches: (signs) => columns.every((column, place) => isMatched(row[place] ?? '-', signs[column])),
  };
};

export const rules: readonly Rule[] = table.map(ruleOf);

/** The first rule that matches; each combination of signs meets one. */
export const ruleFor = (signs: Signs): Rule => {
  const rule = rules.find(({ matches }) => matches(signs));
  if (rule === undefined) throw new Error(`no rule for ${JSON.stringify(signs)}`);
  return rule;
};
