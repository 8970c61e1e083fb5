import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { calling, having } from './fault.ts';

/*
 * How the table is kept, as DynamoDB tells it: a call for each. All throw `Fault`.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/
 */

/** Anything that sends a command: the client of documents is one too. */
type Sender = Pick<DynamoDBClient, 'send'>;

export interface TableDescription {
  /** As DynamoDB spells it, such as `ACTIVE`. */
  readonly status: string;
  /** Whether it is protected from deletion. */
  readonly protected: boolean;
}

export const tableDescription = async (client: Sender, name: string): Promise<TableDescription> => {
  const operation = 'DescribeTable';
  const { Table } = await calling(operation, () => client.send(new DescribeTableCommand({ TableName: name })));
  const { TableStatus, DeletionProtectionEnabled } = having(Table, 'Table', operation);
  return {
    status: having(TableStatus, 'TableStatus', operation),
    protected: DeletionProtectionEnabled === true,
  };
};

/** Whether it can be restored to any second of the days past. */
export const isRecoverable = async (client: Sender, name: string): Promise<boolean> => {
  const operation = 'DescribeContinuousBackups';
  const answer = await calling(operation, () => client.send(new DescribeContinuousBackupsCommand({ TableName: name })));
  const { PointInTimeRecoveryDescription } = having(
    answer.ContinuousBackupsDescription,
    'ContinuousBackupsDescription',
    operation,
  );
  return PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED';
};

/** The attribute by which items expire; undefined where none do. */
export const expiringBy = async (client: Sender, name: string): Promise<string | undefined> => {
  const operation = 'DescribeTimeToLive';
  const answer = await calling(operation, () => client.send(new DescribeTimeToLiveCommand({ TableName: name })));
  const { TimeToLiveStatus, AttributeName } = having(answer.TimeToLiveDescription, 'TimeToLiveDescription', operation);
  return TimeToLiveStatus === 'ENABLED' || TimeToLiveStatus === 'ENABLING' ? AttributeName : undefined;
};
