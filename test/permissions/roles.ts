import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import type { RoleName } from './recorder.ts';

/*
 * The roles of a synthesized template with every reference resolved, as CloudFormation would: ARNs and names of one account
 * and Region.
 */

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
export type Resources = Readonly<Record<string, Resource>>;

export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export type Roles = Readonly<Record<RoleName, readonly Statement[]>>;

export interface Resolved {
  readonly roles: Roles;
  /** The policy of a resource (topic, queue, key) by the resource's ARN. */
  readonly resourcePolicies: ReadonlyMap<string, Document>;
  /** A value of the template in its final form. */
  resolve(value: unknown): unknown;
}

/** ARNs by type; the name is the logical id where the caller has no other. */
const arnsIn = (region: string): Readonly<Record<string, (name: string) => string>> => ({
  'AWS::DynamoDB::GlobalTable': (name) => `arn:aws:dynamodb:${region}:${ACCOUNT}:table/${name}`,
  'AWS::Events::Rule': (name) => `arn:aws:events:${region}:${ACCOUNT}:rule/${name}`,
  'AWS::IAM::Role': (name) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  'AWS::KMS::Key': (name) => `arn:aws:kms:${region}:${ACCOUNT}:key/${name}`,
  'AWS::Lambda::Function': (name) => `arn:aws:lambda:${region}:${ACCOUNT}:function:${name}`,
  'AWS::Logs::LogGroup': (name) => `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}:*`,
  'AWS::SNS::Topic': (name) => `arn:aws:sns:${region}:${ACCOUNT}:${name}`,
  'AWS::SQS::Queue': (name) => `arn:aws:sqs:${region}:${ACCOUNT}:${name}`,
});

/** Resolves `Ref`, `Fn::GetAtt … Arn` and `Fn::Join`, the only functions that the policies use; throws for any other. */
const resolver = (resources: Resources, names: Readonly<Record<string, string>>, region: string) => {
  const arns = arnsIn(region);
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::AccountId': ACCOUNT,
  };
  const nameOf = (id: string): string => names[id] ?? id;
  const arnOf = (id: string): string => {
    const make = arns[resources[id]?.Type ?? ''];
    if (make === undefined) throw new Error(`${id} has no ARN that is known here`);
    return make(nameOf(id));
  };
  const refOf = (id: string): string => {
    const known = pseudo[id];
    if (known !== undefined) return known;
    const { Type, Properties = {} } = resources[id] ?? {};
    if (Type === 'AWS::SNS::Topic') return arnOf(id);
    if (Type === 'AWS::Lambda::Alias')
      return `${arns['AWS::Lambda::Function']?.(`${resolve(Properties.FunctionName)}`)}:${Properties.Name}`;
    if (Type === undefined) throw new Error(`${id} is no resource of the template`);
    return nameOf(id);
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const [[name, given] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && name === 'Ref') return refOf(`${given}`);
    if (others.length === 0 && name === 'Fn::GetAtt') {
      const [id, attribute] = given as readonly string[];
      if (id === undefined || attribute !== 'Arn') throw new Error(`${id}.${attribute} is not known here`);
      return arnOf(id);
    }
    if (others.length === 0 && name === 'Fn::Join') {
      const [separator, parts] = given as readonly [string, readonly unknown[]];
      return parts.map(resolve).join(separator);
    }
    if (name.startsWith('Fn::')) throw new Error(`${name} is not known here`);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part)]));
  };
  return { resolve, arnOf };
};

const roleNames: readonly (readonly [RoleName, RegExp])[] = [
  ['sweep', /SweepRole/],
  ['start', /StartRole/],
  ['gather', /GatherRole/],
  ['farewell', /FarewellRole/],
  ['widget', /WidgetRole/],
  ['forwarder', /^ForwarderAcross/],
  ['signs', /^ForwarderScheduler/],
  ['schedules', /Scheduler/],
];

/** By these roles, which members of a chat's channel act by, nothing may be done: a policy of theirs is of no role above. */
const powerless = /ChatRole/;

/** A role that nobody has named here would be judged by nobody: it is an error. */
const roleName = (id: string): RoleName => {
  const found = roleNames.find(([, pattern]) => pattern.test(id));
  if (found === undefined) throw new Error(`the role ${id} is judged nowhere`);
  return found[0];
};

/**
 * Reads the roles of a template that is deployed into a Region; `names` gives resources, by logical id, the names that they
 * have in the account.
 */
export const readRoles = (
  resources: Resources,
  names: Readonly<Record<string, string>>,
  region: string = REGION,
): Resolved => {
  const { resolve, arnOf } = resolver(resources, names, region);
  const roles: Record<RoleName, Statement[]> = {
    sweep: [],
    start: [],
    gather: [],
    farewell: [],
    widget: [],
    schedules: [],
    forwarder: [],
    signs: [],
  };
  const resourcePolicies = new Map<string, Document>();
  for (const [id, { Type, Properties = {} }] of Object.entries(resources)) {
    const document = (property: string): Document => resolve(Properties[property]) as Document;
    if (Type === 'AWS::IAM::Role' && !powerless.test(id)) roleName(id);
    if (Type === 'AWS::IAM::Policy')
      for (const role of resolve(Properties.Roles) as readonly string[])
        roles[roleName(role)].push(...document('PolicyDocument').Statement);
    if (Type === 'AWS::KMS::Key') resourcePolicies.set(arnOf(id), document('KeyPolicy'));
    if (Type === 'AWS::SNS::TopicPolicy')
      for (const topic of resolve(Properties.Topics) as readonly string[])
        resourcePolicies.set(topic, document('PolicyDocument'));
    if (Type === 'AWS::SQS::QueuePolicy')
      for (const queue of Properties.Queues as readonly { readonly Ref: string }[])
        resourcePolicies.set(arnOf(queue.Ref), document('PolicyDocument'));
  }
  return { roles, resourcePolicies, resolve };
};
