import { isRaw, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { Call } from '../../local/endpoint.ts';

/** The key or the partition that a call of DynamoDB names, as far as it tells what kind of item it is about. */
const keyOf = (input: Raw): Raw => {
  const [batch] = isRaw(input.RequestItems) ? Object.values(input.RequestItems) : [];
  const first: unknown = Array.isArray(batch) ? batch[0] : undefined;
  const put = isRaw(first) && isRaw(first.PutRequest) ? first.PutRequest : {};
  const found = input.Key ?? input.Item ?? put.Item;
  return isRaw(found) ? found : {};
};

const stringOf = (value: unknown): string => (isRaw(value) ? (text(value, 'S') ?? '') : '');

/** `STATE`, `CHECK`, `BUDGET`: the first word of the sort key of a path's items, of the partition of all others. */
const kindIn = (pk: string, sk: string): string => (pk.startsWith('PATH#') ? sk : pk).split('#')[0] ?? '';

/** Which condition a write has: that nothing is there yet, or something of what is. */
const conditionOf = ({ ConditionExpression }: Raw): string => {
  if (typeof ConditionExpression !== 'string') return '';
  return ConditionExpression === 'attribute_not_exists(pk)' ? ' if new' : ' on condition';
};

const itemKindOf = (input: Raw): string => {
  const values = isRaw(input.ExpressionAttributeValues) ? input.ExpressionAttributeValues : {};
  const index = text(input, 'IndexName');
  const partition = stringOf(values[':p'] ?? values[':pk']);
  if (index !== undefined) return `${index} ${partition}`;
  if (partition !== '') return kindIn(partition, stringOf(values[':from']));
  const { pk, sk } = keyOf(input);
  return kindIn(stringOf(pk), stringOf(sk));
};

const topicOf = (input: Raw): string => `${input.topicArn}`.split(':').at(-1) ?? '';

/** What tells apart the calls of one operation that are made for different ends. */
const endOf = ({ service, operation, input }: Call): string => {
  if (!isRaw(input)) return '';
  if (service === 'dynamodb') return ` ${itemKindOf(input)}${conditionOf(input)}`;
  if (operation === 'DescribeNetworkInsightsAnalyses')
    return input.NetworkInsightsPathId === undefined ? ' by their ids' : ' of an insights path';
  if (service === 'elasticloadbalancing') return ` ${text(input, 'Version') ?? ''}`;
  if (operation === 'Publish') return ` to ${topicOf(input)}`;
  return '';
};

/** A place of the flow at which it calls AWS, as far as the wire shows it: `dynamodb PutItem STATE on condition`. */
export const siteOf = (call: Call): string => `${call.service} ${call.operation}${endOf(call)}`;

/** Whether a call changes something at the service, for all that a caller can tell. */
export const isWriting = (site: string): boolean =>
  /^\S+ (Put|Update|BatchWrite|Create|Start|Delete|Stop|Publish|Slack|Invoke)/.test(site);

/** Whether a call takes an alert to somebody. */
export const isTelling = (site: string): boolean => /^\S+ (Publish|PutEvents|SlackWebhook)/.test(site);

export const isOfTable = (site: string): boolean => site.startsWith('dynamodb ');

/** Whether a call describes the network. */
export const isOfNetwork = (site: string): boolean =>
  /^(ec2|elasticloadbalancing) (Describe|Search|Get)/.test(site) && !/Insights|FlowLogs/.test(site);
