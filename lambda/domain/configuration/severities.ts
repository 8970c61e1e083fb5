import * as z from 'zod';
import { severities as all, type Severity } from '../path.ts';

export const severity = z.enum(all);

/** Which severities go to a channel: in their order, each once; all of them where nothing is said. */
export const severities = z
  .array(severity)
  .min(1)
  .meta({
    description: 'Which severities go there, at least one.',
    default: [...all],
    examples: [['critical', 'warning']],
  })
  .optional();

export const severitiesOf = (said: readonly Severity[] | undefined): readonly Severity[] =>
  said === undefined ? all : all.filter((each) => said.includes(each));
