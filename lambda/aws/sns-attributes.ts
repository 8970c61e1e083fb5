import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { clean } from '../alerts/clean.ts';
import type { Alert } from '../domain/alert.ts';
import { severities } from '../domain/path.ts';

export type Attributes = Readonly<Record<string, MessageAttributeValue>>;

/** Attributes of type String. SNS refuses an empty value, so what is empty once cleaned is left out. */
export const attributesOf = (values: Readonly<Record<string, string>>): Attributes =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, clean(value, 256)] as const)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );

/** A test reaches whoever subscribes, whatever severities they take: of an array, any value lets a message through. */
const testSeverity: MessageAttributeValue = { DataType: 'String.Array', StringValue: JSON.stringify(severities) };

/** What subscribers filter by: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html. */
export const alertAttributes = (alert: Alert): Attributes => ({
  ...attributesOf({
    alertId: alert.id,
    incident: alert.incidentId,
    kind: alert.kind,
    path: alert.lead.pathId,
    severity: alert.severity,
  }),
  ...(alert.kind === 'test' && { severity: testSeverity }),
});

export const attributeBytes = (attributes: Attributes): number =>
  Object.entries(attributes).reduce(
    (sum, [name, { DataType = '', StringValue = '' }]) => sum + Buffer.byteLength(name + DataType + StringValue),
    0,
  );
