import { text } from '../snapshot/raw.ts';
import type { Parts } from './parts.ts';

/** VPC Block Public Access, as it is in force: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html. */
export interface PublicAccess {
  readonly mode: 'off' | 'block-bidirectional' | 'block-ingress';
  /** Id of a VPC or subnet → what its exclusion allows. */
  readonly exclusions: ReadonlyMap<string, string>;
  /** Why the mode is not known. */
  readonly unread?: string;
}

const modes = ['off', 'block-bidirectional', 'block-ingress'] as const;

const inForce = new Set(['create-complete', 'update-complete', 'update-in-progress', 'delete-in-progress']);

/** Where the options were not asked for, AWS's default holds: off. */
export const publicAccessOf = (parts: Parts): PublicAccess => {
  const [options] = parts.all('VpcBlockPublicAccessOptions');
  const named = options === undefined ? 'off' : text(options, 'InternetGatewayBlockMode');
  const mode = modes.find((one) => one === named);
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
  const unread = mode === undefined ? `its mode is ${named}, which is not known` : refused;
  return { mode: mode ?? 'off', exclusions, ...(unread === undefined ? {} : { unread }) };
};
