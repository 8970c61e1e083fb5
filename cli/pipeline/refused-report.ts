import type { Reason } from '../refusal.ts';
import type { Report } from './report.ts';

/** Where a command has ended without an answer: nothing is known of any path. */
export const refusedReport = (name: string, { code, message, advice }: Reason, at: string): Report => ({
  name,
  at,
  seconds: 0,
  cases: [
    {
      id: name,
      outcome: 'error',
      label: 'no answer',
      verdict: 'unknown',
      why: message,
      reasons: [`${message} [${code}]`],
      changes: [],
      notes: [advice],
      fixes: [],
      seconds: 0,
      properties: {},
      isQuiet: false,
    },
  ],
  notes: [],
  summary: 'No path was looked at to the end.',
  gate: 'The gate could not be decided.',
  properties: {},
});
