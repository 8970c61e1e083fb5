import type { EventPattern as CdkPattern } from 'aws-cdk-lib/aws-events';
import type { EventPattern } from '../lambda/changes/patterns.ts';

/** A pattern of ours as CDK takes it; `detail` adds to what the pattern asks of the event's details. */
export const patternOf = (pattern: EventPattern, detail: Readonly<Record<string, unknown>> = {}): CdkPattern => {
  const details = { ...pattern.detail, ...detail };
  return {
    source: [...pattern.source],
    detailType: [...pattern['detail-type']],
    ...(Object.keys(details).length === 0 ? {} : { detail: details }),
  };
};
