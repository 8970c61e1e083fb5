import { createHash } from 'node:crypto';

/** Who stands behind an access key. */
export interface Principal {
  /** Of a user (`arn:aws:iam::…:user/…`), a role's session (`arn:aws:sts::…:assumed-role/ROLE/SESSION`) or the root user. */
  readonly arn: string;
  /** The IP address that its calls come from; the loopback's if absent. */
  readonly sourceAddress?: string;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export interface UserIdentity {
  readonly type: 'IAMUser' | 'AssumedRole' | 'Root';
  readonly principalId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly userName?: string;
  readonly sessionContext?: {
    readonly sessionIssuer: {
      readonly type: 'Role';
      readonly principalId: string;
      readonly arn: string;
      readonly accountId: string;
      readonly userName: string;
    };
  };
}

/** The access key of a signed request, which its signature names: `Credential=AKID/20261122/eu-west-1/ec2/aws4_request`. */
export const accessKeyOf = (headers: Headers): string | undefined =>
  /\bCredential=([^/,\s]+)\//.exec(headers.get('authorization') ?? '')?.[1];

/** The Region that a request was signed for. */
export const signedRegionOf = (headers: Headers): string | undefined =>
  /\bCredential=[^/,\s]+\/\d+\/([^/]+)\//.exec(headers.get('authorization') ?? '')?.[1];

/** Unique ids are of no use to anybody here, but the same principal always has the same. */
const uniqueId = (prefix: 'AIDA' | 'AROA', arn: string): string =>
  prefix + createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase();

/** The record's `userIdentity`. Throws for an ARN that is none of a principal. */
export const userIdentity = (arn: string, accessKeyId: string): UserIdentity => {
  const [, , service = '', , accountId = '', resource = ''] = arn.split(':');
  const [kind, ...names] = resource.split('/');
  const name = names.at(-1) ?? '';
  const common = { arn, accountId, accessKeyId };
  if (service === 'iam' && kind === 'user') {
    return { type: 'IAMUser', principalId: uniqueId('AIDA', arn), ...common, userName: name };
  }
  if (service === 'iam' && kind === 'root') return { type: 'Root', principalId: accountId, ...common };
  const [role] = names;
  if (service !== 'sts' || kind !== 'assumed-role' || role === undefined) {
    throw new Error(`${arn} is no ARN of a user, of a role's session or of the root user`);
  }
  const roleArn = `arn:aws:iam::${accountId}:role/${role}`;
  const roleId = uniqueId('AROA', roleArn);
  const sessionIssuer = { type: 'Role', principalId: roleId, arn: roleArn, accountId, userName: role } as const;
  return { type: 'AssumedRole', principalId: `${roleId}:${name}`, ...common, sessionContext: { sessionIssuer } };
};
