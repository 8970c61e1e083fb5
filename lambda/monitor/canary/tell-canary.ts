import { type Answers, type Canary, standingOf } from '../../domain/canary.ts';
import type { Notice } from '../ports.ts';

const said = (name: string, answers: Answers | undefined): readonly string[] =>
  answers === undefined
    ? []
    : [
        `- ${name}, ${answers.at}: open ${answers.open}, blocked ${answers.blocked}${answers.reason === undefined ? '' : ` (${answers.reason})`}`,
      ];

const wayText = ({ way }: Canary): readonly string[] =>
  way === undefined ? [] : [`open:    ${way.open} (of the path ${way.pathId})`, `blocked: ${way.blocked}`, ''];

/** What the operator is to hear of it: a failure once a day, once a month that nothing is proven. */
export const canaryNotice = (canary: Canary): Notice | undefined => {
  const standing = standingOf(canary);
  switch (standing.kind) {
    case 'alive':
      return undefined;
    case 'failed':
      return {
        id: `canary/${canary.lookedAt.slice(0, 10)}`,
        subject: 'CANARY: Pathwatch cannot tell an open path from a blocked one',
        body: [
          `Two questions of which the answers are known were not answered so by ${standing.by.join(' and ')}.`,
          '',
          ...wayText(canary),
          ...said('network model', canary.model),
          ...said('Reachability Analyzer', canary.aws),
          '',
          'Until this is explained, believe no verdict without looking yourself. What to do: compare both questions with the',
          'security groups in the console; run `pathwatch doctor`; report it with what stands here.',
        ].join('\n'),
      };
    case 'unproven':
      return {
        id: `canary/${canary.lookedAt.slice(0, 7)}/unproven`,
        subject: 'UNPROVEN: Pathwatch could not try whether it still tells open from blocked',
        body: [
          `${standing.reason}.`,
          '',
          'Paths are looked at as before. It is tried again every day; `pathwatch doctor` tells how it stands.',
        ].join('\n'),
      };
  }
};
