import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ForwarderStack } from '../../lib/forwarder-stack.ts';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { everyChannel } from '../support/channels.ts';
import { aConfiguration, anApp, aStack } from '../support/synthesized.ts';
import type { Deployed } from './implied.ts';
import { type Resolved, type Resources, readRoles } from './roles.ts';

/** The deployment that the embedded account stands for: resources by logical id, named as its environment names them. */
const DEPLOYMENT = 'embedded';
const names = { HistoryTable: 'pathwatch', AlertsTopic: 'pathwatch-alerts', TroublesTopic: 'pathwatch-troubles' };
/** Where the forwarder is. */
const HOME = 'us-west-2';
const FORWARDER_QUEUE = 'forwarder';

export interface Synthesized extends Resolved {
  readonly deployed: Deployed;
  /** What each function finds in its environment. */
  readonly environments: Readonly<
    Record<'sweep' | 'start' | 'gather' | 'farewell' | 'widget', Readonly<Record<string, string>>>
  >;
}

const resourcesOf = (stack: Stack): Resources =>
  (Template.fromStack(stack).toJSON() as { readonly Resources: Resources }).Resources;

/** The logical id of a resource of a template. */
const idOf = (resources: Resources, type: string, pattern: RegExp): string => {
  const found = Object.entries(resources).find(([id, resource]) => resource.Type === type && pattern.test(id));
  if (found === undefined) throw new Error(`the template has no ${type} like ${pattern}`);
  return found[0];
};

/** The topics of the chat, in the order of their channels. */
const chatNames = (resources: Resources): Readonly<Record<string, string>> => {
  const ids = Object.keys(resources).filter((id) => resources[id]?.Type === 'AWS::SNS::Topic' && /ChatTopic/.test(id));
  return Object.fromEntries(ids.map((id, index) => [id, `pathwatch-chat-${everyChannel.chat[index]?.name}`]));
};

const busIn = (region: string): string => `arn:aws:events:${region}:${ACCOUNT}:event-bus/default`;

/** The roles of the forwarder to the deployment's Region. */
const forwarderRoles = (): Pick<Resolved['roles'], 'forwarder' | 'signs'> => {
  const stack = new ForwarderStack(anApp(), DEPLOYMENT, REGION, HOME);
  const resources = resourcesOf(stack);
  const queue = idOf(resources, 'AWS::SQS::Queue', /DeadLetters/);
  const { forwarder, signs } = readRoles(resources, { [queue]: FORWARDER_QUEUE }, HOME).roles;
  return { forwarder, signs };
};

/** The templates of the deployment and of its forwarder with all their references resolved. */
export const synthesized = (): Synthesized => {
  const resources = resourcesOf(aStack(aConfiguration({ channels: everyChannel }), undefined, DEPLOYMENT));
  const resolved = readRoles(resources, { ...names, ...chatNames(resources) });
  const arnOf = (id: string): string => `${resolved.resolve({ 'Fn::GetAtt': [id, 'Arn'] })}`;
  const logGroup = (pattern: RegExp): string =>
    arnOf(idOf(resources, 'AWS::Logs::LogGroup', pattern)).slice(0, -':*'.length);
  const environmentOf = (id: string): Readonly<Record<string, string>> => {
    const environment = resolved.resolve(resources[id]?.Properties?.Environment ?? {});
    const { Variables = {} } = environment as { readonly Variables?: Readonly<Record<string, string>> };
    return { ...Variables, AWS_REGION: REGION };
  };
  return {
    ...resolved,
    roles: { ...resolved.roles, ...forwarderRoles() },
    environments: {
      sweep: environmentOf('SweepFunction'),
      start: environmentOf('StartFunction'),
      gather: environmentOf('GatherFunction'),
      farewell: environmentOf(idOf(resources, 'AWS::Lambda::Function', /FarewellFunction/)),
      widget: environmentOf(idOf(resources, 'AWS::Lambda::Function', /WidgetFunction/)),
    },
    deployed: {
      sweepFunction: arnOf('SweepFunction'),
      sweepAlias: `${resolved.resolve({ Ref: idOf(resources, 'AWS::Lambda::Alias', /live/) })}`,
      startFunction: arnOf('StartFunction'),
      topicKey: arnOf('TopicKey'),
      changes: arnOf('ChangesQueue'),
      deadLetters: arnOf('DeadLetters'),
      logGroups: {
        sweep: logGroup(/SweepLogs/),
        start: logGroup(/StartLogs/),
        gather: logGroup(/GatherLogs/),
        farewell: logGroup(/FarewellLogs/),
        widget: logGroup(/WidgetLogs/),
      },
      forwarder: {
        there: busIn(REGION),
        here: busIn(HOME),
        deadLetters: `arn:aws:sqs:${HOME}:${ACCOUNT}:${FORWARDER_QUEUE}`,
      },
    },
  };
};
