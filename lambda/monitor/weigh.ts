import type { OwnCode } from '../domain/codes.ts';
import type { Finding, Judgement } from '../domain/verdict.ts';
import type { Testimony, Witness } from '../domain/witness.ts';
import { isOfGroup } from './judge-reply.ts';
import { ownFinding } from './judged.ts';

/** What a settled verdict claims: the way is open, or stopped on the way there, on the way back, or somewhere. */
type Claim = 'open' | 'there' | 'back' | 'somewhere';

/** How the flow logs' word stands to a claim; `unanswered`: the network lets it pass, and nothing answers. */
type Weight = 'agrees' | 'denies' | 'unanswered' | 'nothing';

/** What is claimed of a path, and what its packets did. */
// biome-ignore format: a table
const weights: Readonly<Record<Testimony, Readonly<Record<Claim, Weight>>>> = {
  answered:         { open: 'agrees',     there: 'denies',  back: 'denies',  somewhere: 'denies' },
  unanswered:       { open: 'unanswered', there: 'denies',  back: 'agrees',  somewhere: 'agrees' },
  'reply-rejected': { open: 'denies',     there: 'denies',  back: 'agrees',  somewhere: 'agrees' },
  'reply-lost':     { open: 'denies',     there: 'denies',  back: 'agrees',  somewhere: 'agrees' },
  rejected:         { open: 'denies',     there: 'agrees',  back: 'denies',  somewhere: 'agrees' },
  'request-lost':   { open: 'denies',     there: 'agrees',  back: 'denies',  somewhere: 'agrees' },
  silent:           { open: 'nothing',    there: 'nothing', back: 'nothing', somewhere: 'nothing' },
};

const codes = {
  agrees: 'FLOW_LOGS_AGREE',
  denies: 'FLOW_LOGS_DISAGREE',
  unanswered: 'FLOW_LOGS_UNANSWERED',
} as const satisfies Readonly<Record<Exclude<Weight, 'nothing'>, OwnCode>>;

const isWeighed = ({ source }: Finding): boolean => source === 'flow-logs';

/** A reply needs no rule of a group: what blames one is about the request. */
const legOf = ({ direction, code }: Finding): 'there' | 'back' | 'somewhere' => {
  if (direction === undefined) return isOfGroup(code) ? 'there' : 'somewhere';
  return direction === 'forward' ? 'there' : 'back';
};

const claimOf = ({ verdict, findings }: Judgement): Claim => {
  if (verdict === 'reachable') return 'open';
  const legs = new Set(findings.filter(({ says }) => says === 'unreachable').map(legOf));
  const [leg] = legs;
  return legs.size === 1 && leg !== undefined ? leg : 'somewhere';
};

/**
 * A judgement, or a check, with the flow logs' word in it, which moves no verdict: what they bear out is `confirmed`, what they
 * do not is `disputed`, and a note says which. Silence says nothing. The same witness, heard again, adds nothing.
 */
export const weigh = <Weighed extends Judgement>(judgement: Weighed, witness: Witness | undefined): Weighed => {
  if (judgement.confidence === undefined || witness?.kind !== 'heard') return judgement;
  const weight = weights[witness.testimony][claimOf(judgement)];
  if (weight === 'nothing') return judgement;
  const note = ownFinding(codes[weight], { words: { message: witness.message } }, 'flow-logs');
  const findings = [...judgement.findings.filter((finding) => !isWeighed(finding)), note];
  switch (weight) {
    case 'agrees':
      return { ...judgement, findings, confidence: 'confirmed' };
    case 'denies':
      return { ...judgement, findings, confidence: 'disputed' };
    case 'unanswered':
      return { ...judgement, findings };
  }
};
