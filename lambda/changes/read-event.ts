import type { Change } from '../domain/change.ts';
import { isRaw, part, type Raw } from '../snapshot/raw.ts';
import { boundedText } from './bounded.ts';
import { named } from './concern.ts';
import { detailsOf } from './details.ts';
import { parsedJson } from './parsed-json.ts';
import { FORWARDER_SOURCE } from './patterns.ts';
import { changeOf, type Delivery, timeOr, unknownChange } from './read-record.ts';
import { scalarsOf } from './scalars.ts';

/** https://docs.aws.amazon.com/network-manager/latest/tgwnm/monitoring-events.html: its keys are in one or another case. */
const networkManagerChange = (event: Raw, delivery: Delivery): Change => {
  const scalars = scalarsOf(event.detail);
  const name = scalars.find((one) => one.name === 'changeType')?.value;
  const told = scalars.filter((one) => one.name !== 'changeType' && one.name !== 'changeDescription');
  const text = boundedText(name, 100);
  return text === undefined
    ? { ...unknownChange(boundedText(event['detail-type'], 100), delivery), source: 'network-manager' }
    : { ...delivery, source: 'network-manager', name: text, concern: named(told), details: detailsOf(told) };
};

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html */
const instanceStateChange = (event: Raw, delivery: Delivery): Change => {
  const detail = part(event, 'detail');
  return {
    ...delivery,
    source: 'instance-state',
    name: boundedText(detail.state, 100) ?? 'unknown',
    concern: named(scalarsOf([detail, event.resources])),
    details: {},
  };
};

/** Whether a message is the forwarder's sign of life, and no event. */
export const isForwarderSign = (body: string): boolean => {
  const event = parsedJson(body);
  return isRaw(event) && event.source === FORWARDER_SOURCE;
};

/**
 * The change that a message tells of: `body` is an EventBridge event as JSON; the message's own id and time stand in for the
 * event's. Undefined only for what is known to have changed no network: a call that failed, that only reads or that is
 * ignored, and the forwarder's sign of life. All else that is not understood may concern anything. Never throws.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
 */
export const readEvent = (body: string, delivery: Delivery): Change | undefined => {
  const event = parsedJson(body);
  if (!isRaw(event)) return unknownChange(undefined, delivery);
  if (event.source === FORWARDER_SOURCE) return undefined;
  const known: Delivery = {
    id: boundedText(event.id, 100) ?? delivery.id,
    at: timeOr(event.time, delivery.at),
  };
  const type = boundedText(event['detail-type'], 100);
  if (type === 'AWS API Call via CloudTrail') return changeOf(part(event, 'detail'), known);
  if (type === 'EC2 Instance State-change Notification') return instanceStateChange(event, known);
  if (type?.startsWith('Network Manager ')) return networkManagerChange(event, known);
  return unknownChange(type, known);
};
