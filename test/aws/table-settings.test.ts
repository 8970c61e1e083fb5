import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expiringBy, isRecoverable, tableDescription } from '../../lambda/aws/table-settings.ts';
import { faultOfCall } from '../support/ec2.ts';
import { withJsonService } from '../support/json-client.ts';

/** Asks DynamoDB, which answers each of its calls with the same. */
const asking = <Value>(answer: object, ask: (client: DynamoDBClient) => Promise<Value>): Promise<Value> =>
  withJsonService(
    (config) => new DynamoDBClient(config),
    [
      'DynamoDB_20120810',
      { DescribeTable: () => answer, DescribeContinuousBackups: () => answer, DescribeTimeToLive: () => answer },
    ],
    ask,
  );

test('a table tells its status, and whether it is protected from deletion', async () => {
  const described = (Table: object) => asking({ Table }, (client) => tableDescription(client, 't'));
  expect(await described({ TableStatus: 'ACTIVE', DeletionProtectionEnabled: true })).toEqual({
    status: 'ACTIVE',
    protected: true,
  });
  expect(await described({ TableStatus: 'UPDATING' })).toEqual({ status: 'UPDATING', protected: false });
});

test.each([
  [{ PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' } }, true],
  [{ PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' } }, false],
  [{ ContinuousBackupsStatus: 'ENABLED' }, false],
])('with backups of %j it can be restored: %s', async (ContinuousBackupsDescription, expected) => {
  expect(await asking({ ContinuousBackupsDescription }, (client) => isRecoverable(client, 't'))).toBe(expected);
});

test.each([
  ['ENABLED', 'expires'],
  ['ENABLING', 'expires'],
  ['DISABLING', undefined],
  ['DISABLED', undefined],
])('where expiry is %s, items expire by %s', async (TimeToLiveStatus, expected) => {
  const TimeToLiveDescription = { TimeToLiveStatus, AttributeName: 'expires' };
  expect(await asking({ TimeToLiveDescription }, (client) => expiringBy(client, 't'))).toBe(expected);
});

test.each([
  ['DescribeTable', tableDescription],
  ['DescribeContinuousBackups', isRecoverable],
  ['DescribeTimeToLive', expiringBy],
] as const)('an empty answer of %s is a fault', async (operation, read) => {
  const fault = await asking({}, (client) => faultOfCall(read(client, 't')));
  expect(fault).toMatchObject({ kind: 'malformed', operation });
});
