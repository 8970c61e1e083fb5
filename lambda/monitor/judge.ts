import { never } from '../domain/verdict.ts';
import { contradiction, denial } from './disagreement.ts';
import { corrected } from './false-blame.ts';
import { asNote, type Judged, ownFinding, type Reason, reasonOf } from './judged.ts';
import { type Opinions, signsOf } from './opinions.ts';
import { ruleFor, type Telling } from './rules.ts';

type Told = Partial<Pick<Judged, 'reasons' | 'open'>>;

/** That the model gave no answer changes nothing where AWS was asked. */
const failureOf = ({ model: { failure } }: Opinions): readonly Reason[] =>
  failure === undefined ? [] : [asNote(reasonOf(failure))];

const unable = ({ model: { failure, unseen }, alone }: Opinions): Reason => {
  if (failure !== undefined) return reasonOf({ ...failure, says: 'unknown' });
  const reason = unseen ?? 'it met what it does not follow';
  const code = alone !== undefined && 'bound' in alone ? 'MODEL_UNKNOWN' : 'MODEL_CANNOT_TELL';
  return reasonOf(ownFinding(code, { words: { reason } }, 'network-model'));
};

const tell = (telling: Telling, opinions: Opinions): Told => {
  const { analyzer, routes, reply, model, alone } = opinions;
  switch (telling) {
    case 'aws':
      return {
        reasons: [...analyzer.said.reasons, ...routes.said.reasons, ...failureOf(opinions)],
        open: [...analyzer.said.open, ...routes.said.open],
      };
    case 'corrected':
      return {
        reasons: [...corrected(analyzer.said.reasons, model), ...routes.said.reasons],
        open: [...analyzer.said.open, ...routes.said.open],
      };
    case 'routes':
      return { reasons: routes.said.reasons };
    case 'reply':
      if (reply?.kind === 'confirmed') return { reasons: reply.reasons };
      return reply?.kind === 'unseen' ? { open: [reply.open] } : {};
    case 'model':
      return { reasons: model.blockers };
    case 'aside':
      return { reasons: model.blockers.map(asNote) };
    case 'denied':
      return { reasons: [denial(opinions)] };
    case 'split':
      return { reasons: contradiction(opinions) };
    case 'alone':
      return { open: [ownFinding('MODEL_ALONE', { words: { ...alone } }).message] };
    case 'unable':
      return { reasons: [unable(opinions)] };
    default:
      return never(telling);
  }
};

/** What all opinions together make of one pair of resources and one range of ports: as the table of rules has it. */
export const judge = (opinions: Opinions): Judged => {
  const { verdict, confidence, tells } = ruleFor(signsOf(opinions));
  const told = tells.map((telling) => tell(telling, opinions));
  return {
    verdict,
    ...(confidence !== undefined && { confidence }),
    reasons: told.flatMap(({ reasons = [] }) => reasons),
    open: told.flatMap(({ open = [] }) => open),
  };
};
