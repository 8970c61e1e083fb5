import type { Alert } from '../domain/alert.ts';
import { never } from '../domain/verdict.ts';
import type { Testimony } from '../domain/witness.ts';
import { clean } from './clean.ts';
import { conditions, matterOf, whoText } from './matter.ts';
import { principalText } from './principal.ts';
import { blocker, entrance, obstacle } from './reason.ts';
import { durationText, secondsText } from './time.ts';

/** The words that a headline begins with. */
export const states = [
  'BROKEN',
  'STILL BROKEN',
  'OPEN',
  'STILL OPEN',
  'CHANGED',
  'RECOVERED',
  'FLAPPING',
  'STEADY',
  'BLIND',
  'SEEN AGAIN',
  'CHANGED BY',
  'FLOW LOGS',
  'DISAGREEMENT',
  'TEST',
] as const;
export type State = (typeof states)[number];

/** The state in capitals, whom it is told of, and what is to be said of it in one sentence. */
export interface Headline {
  readonly state: State;
  readonly who: string;
  readonly sentence: string;
}

/** Subjects of e-mails are shorter than 100 characters: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
export const SUBJECT = 99;

const disagreement = 'AWS and the network model do not say the same';

/** How it is while it lasts. */
const lasting = (alert: Alert, who: string, still: boolean): Headline => {
  const matter = matterOf(alert);
  switch (matter) {
    case 'outage': {
      const state = still ? 'STILL BROKEN' : 'BROKEN';
      const room = SUBJECT - `${state} ${who}: `.length;
      return { state, who, sentence: blocker(alert, room) ?? 'unreachable though it must be reachable' };
    }
    case 'opening':
      return {
        state: still ? 'STILL OPEN' : 'OPEN',
        who,
        sentence: entrance(alert) ?? 'reachable though it must not be',
      };
    case 'blindness':
      return { state: 'BLIND', who, sentence: obstacle(alert) };
    case 'disagreement':
      return { state: 'DISAGREEMENT', who, sentence: disagreement };
    case 'trial':
      return { state: 'TEST', who, sentence: 'alerts reach this channel; nothing is broken' };
    default:
      return never(matter);
  }
};

/** How long it was so; undefined where that is not known. */
export const outageText = ({ startedAt, endedAt, lead }: Alert): string | undefined => {
  if (endedAt !== undefined) return durationText(startedAt, endedAt);
  return lead.began === undefined ? undefined : durationText(lead.began, lead.since);
};

const after = (alert: Alert): string => {
  const duration = outageText(alert);
  return duration === undefined ? '' : ` after ${duration}`;
};

const testimonies: Readonly<Record<Testimony, string>> = {
  answered: 'requests are accepted and answered',
  unanswered: 'requests are accepted, no reply leaves',
  'reply-rejected': 'requests are accepted, the reply is rejected',
  'reply-lost': 'replies leave, and do not arrive',
  rejected: 'requests are rejected',
  'request-lost': 'requests leave, and do not arrive',
  silent: 'no packet was recorded, which says nothing',
};

export const testimonyText = ({ lead: { witness } }: Alert): string =>
  witness?.kind === 'heard' ? testimonies[witness.testimony] : 'they say nothing';

/** Who made the change that fits best. */
export const authorText = ({ lead }: Alert): string => {
  const best = lead.cause?.candidates[0];
  return best === undefined ? 'somebody unknown' : principalText(best.change.author);
};

/** What that change did to whom; of one that does not explain the verdict that is not claimed. */
const deed = (alert: Alert, who: string): string => {
  const best = alert.lead.cause?.candidates[0];
  const name = best === undefined ? 'a change' : clean(best.change.name, 60);
  if (best?.fit !== 'explains') return `${name} may be behind ${who}`;
  return matterOf(alert) === 'opening' ? `${name} opened ${who}` : `${name} broke ${who}`;
};

/** How often it changed, in how long. */
export const changesText = ({ lead }: Alert): string => {
  const within = lead.within === undefined ? '' : ` in ${secondsText(lead.within)}`;
  return lead.checks === undefined ? 'changes often' : `changed ${lead.checks} times${within}`;
};

/** What an alert says in one line; the state comes first, so that BROKEN and RECOVERED are seen before all else. */
export const headline = (alert: Alert): Headline => {
  const { kind, lead, down } = alert;
  const who = whoText(alert);
  const condition = conditions[matterOf(alert)];
  switch (kind) {
    case 'broke':
    case 'baseline':
    case 'blind':
    case 'disagreement':
      return lasting(alert, who, false);
    case 'updated':
      return down.count > 0
        ? lasting(alert, who, false)
        : { state: 'CHANGED', who, sentence: `all of them are ${condition.after}` };
    case 'reminder': {
      const duration = durationText(alert.startedAt, alert.at);
      return lasting(alert, duration === undefined ? who : `${who} for ${duration}`, true);
    }
    case 'recovered':
      return { state: 'RECOVERED', who, sentence: `${condition.after}${after(alert)}` };
    case 'flapping':
      return { state: 'FLAPPING', who, sentence: `${changesText(alert)}; single changes are not told now` };
    case 'steady':
      return { state: 'STEADY', who, sentence: `${lead.verdict ?? 'as before'}, and changes no more` };
    case 'sighted':
      return { state: 'SEEN AGAIN', who, sentence: `${lead.verdict ?? 'no longer unknown'}${after(alert)}` };
    case 'attributed':
      return { state: 'CHANGED BY', who: authorText(alert), sentence: deed(alert, who) };
    case 'witnessed':
      return { state: 'FLOW LOGS', who, sentence: testimonyText(alert) };
    case 'test':
      return lasting(alert, 'of a channel', false);
    default:
      return never(kind);
  }
};

/** A headline as one clean line; cut to its length by whoever shows it. */
export const headlineText = (alert: Alert): string => {
  const { state, who, sentence } = headline(alert);
  return `${state} ${who}: ${clean(sentence, 600)}`;
};
