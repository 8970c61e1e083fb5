import { CloudFormationClient, paginateDescribeStacks, type Stack } from '@aws-sdk/client-cloudformation';
import { Fault } from '../domain/fault.ts';
import { behaviour } from './behaviour.ts';
import { calling, having } from './fault.ts';

/** What a deployed stack tells of itself in its outputs. */
export interface DeployedStack {
  readonly name: string;
  readonly tableName: string;
  /** The ARN of the alias by which the sweep is started. */
  readonly sweepAlias: string;
  readonly topicArn: string;
  /** Of Pathwatch, as it was deployed; absent of a release that did not tell it yet. */
  readonly version?: string;
  /** As CloudFormation spells it, such as `UPDATE_COMPLETE`. */
  readonly status: string;
  /** ISO time of its latest deployment. */
  readonly changedAt?: string;
}

/** What was found where a deployed stack was looked for. */
export type FoundStack =
  | { readonly kind: 'found'; readonly stack: DeployedStack }
  | { readonly kind: 'none' }
  | { readonly kind: 'several'; readonly names: readonly string[] }
  /** A stack without the outputs: not yet deployed to its end, failed, or not of Pathwatch at all. */
  | ({ readonly kind: 'incomplete' } & Pick<DeployedStack, 'name' | 'status' | 'changedAt'>);

/** By which a stack says that it is Pathwatch's. */
const tag = 'pathwatch';

const isOurs = (stack: Stack): boolean => (stack.Tags ?? []).some(({ Key }) => Key === tag);

const deployedBy = (stack: Stack): FoundStack => {
  const output = (key: string): string | undefined =>
    stack.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
  const changedAt = (stack.LastUpdatedTime ?? stack.CreationTime)?.toISOString();
  const standing = {
    name: having(stack.StackName, 'StackName', 'DescribeStacks'),
    status: stack.StackStatus ?? 'of unknown status',
    ...(changedAt !== undefined && { changedAt }),
  };
  const [tableName, sweepAlias, topicArn, version] = ['TableName', 'SweepAlias', 'TopicArn', 'Version'].map(output);
  if (tableName === undefined || sweepAlias === undefined || topicArn === undefined)
    return { kind: 'incomplete', ...standing };
  return {
    kind: 'found',
    stack: { ...standing, tableName, sweepAlias, topicArn, ...(version !== undefined && { version }) },
  };
};

/** Asked for a stack by a name that none has, CloudFormation finds the request invalid (`API_DescribeStacks`, "Errors"). */
const isUnknownName = (error: unknown): boolean =>
  error instanceof Fault && error.info.code === 'ValidationError' && /does not exist/.test(error.info.message);

const describe = (client: CloudFormationClient, name: string | undefined): Promise<readonly Stack[]> =>
  calling('DescribeStacks', async () => {
    const stacks: Stack[] = [];
    for await (const page of paginateDescribeStacks({ client }, { ...(name !== undefined && { StackName: name }) }))
      stacks.push(...(page.Stacks ?? []));
    return stacks;
  });

/**
 * Finds the deployed stack of this account and Region: the one that carries the tag `pathwatch`, or the one so named.
 * Throws `Fault`. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export const findStack = async (client: CloudFormationClient, name?: string): Promise<FoundStack> => {
  try {
    const stacks = await describe(client, name);
    const ours = name === undefined ? stacks.filter(isOurs) : stacks;
    const [first, ...others] = ours;
    if (first === undefined) return { kind: 'none' };
    return others.length === 0
      ? deployedBy(first)
      : { kind: 'several', names: ours.flatMap(({ StackName }) => StackName ?? []).sort() };
  } catch (error) {
    if (name !== undefined && isUnknownName(error)) return { kind: 'none' };
    throw error;
  }
};

/** Finds a stack of a name in another Region than that of the deployment. Throws `Fault`. */
export const findStackIn = async (region: string, name: string): Promise<FoundStack> => {
  const client = new CloudFormationClient(behaviour(region, undefined));
  try {
    return await findStack(client, name);
  } finally {
    client.destroy();
  }
};
