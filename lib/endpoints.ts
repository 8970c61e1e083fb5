import type { PathwatchProps } from './pathwatch.ts';

const names = [
  'ENDPOINT_EC2',
  'ENDPOINT_ELB',
  'ENDPOINT_NETWORK_MANAGER',
  'ENDPOINT_DYNAMODB',
  'ENDPOINT_SNS',
  'ENDPOINT_CLOUDTRAIL',
  'ENDPOINT_LOGS',
  'ENDPOINT_SECRETS_MANAGER',
  'ENDPOINT_EVENTS',
  'ENDPOINT_SLACK',
  'ENDPOINT_LAMBDA',
  'POLLS',
] as const;

/** Endpoints from variables `PATHWATCH_ENDPOINT_…` (and `PATHWATCH_POLLS`), for a deployment onto an emulator. */
export const endpointsOf = (
  environment: Readonly<Record<string, string | undefined>>,
): NonNullable<PathwatchProps['endpoints']> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[`PATHWATCH_${name}`];
      return value === undefined ? [] : [[name, value]];
    }),
  );
