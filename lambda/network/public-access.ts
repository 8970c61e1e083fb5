import { text } from '../snapshot/raw.ts';
import type { Parts } from './parts.ts';

/** VPC Block Public Access, as it is in force: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html. */
export interface PublicAccess {
  /** The mode in the Region of a zone; of the one Region that is described, whatever the zone. */
  readonly modeIn: (zone: string | undefined) => Mode | undefined;
  /** Id of a VPC or subnet → what its exclusion allows. */
  readonly exclusions: ReadonlyMap<string, string>;
  /** Why the mode is not known. */
  readonly unread?: string;
}

export type Mode = 'off' | 'block-bidirectional' | 'block-ingress';

const modes: readonly Mode[] = ['off', 'block-bidirectional', 'block-ingress'];

const inForce = new Set(['create-complete', 'update-complete', 'update-in-progress', 'delete-in-progress']);

/** Where the options were not asked for, AWS's default holds: off. */
export const publicAccessOf = (parts: Parts): PublicAccess => {
  const regions = parts.all('VpcBlockPublicAccessOptions').map((options) => ({
    region: text(options, 'AwsRegion') ?? '',
    mode: modes.find((one) => one === text(options, 'InternetGatewayBlockMode')),
  }));
  const [only] = regions;
  const agreed = regions.every(({ mode }) => mode === only?.mode);
  const exclusions = new Map(
    parts
      .all('VpcBlockPublicAccessExclusions')
      .filter((one) => inForce.has(text(one, 'State') ?? 'create-complete'))
      .flatMap((one): readonly (readonly [string, string])[] => {
        const id = text(one, 'ResourceArn')?.split('/').at(-1);
        return id === undefined ? [] : [[id, text(one, 'InternetGatewayExclusionMode') ?? '']];
      }),
  );
  const refused = (['VpcBlockPublicAccessOptions', 'VpcBlockPublicAccessExclusions'] as const)
    .filter((key) => !parts.isUnasked(key))
    .map((key) => parts.gap(key))
    .find((gap) => gap !== undefined);
  return {
    modeIn: (zone) => {
      if (only === undefined) return 'off';
      return agreed ? only.mode : regions.find(({ region }) => zone?.startsWith(region))?.mode;
    },
    exclusions,
    ...(refused === undefined ? {} : { unread: refused }),
  };
};
