import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { expiryAttribute, indexes, type KeySchema, tableKey } from '../lambda/aws/table.ts';
import { pin } from './pin.ts';

const keys = ({ partition, sort }: KeySchema) => ({
  partitionKey: { name: partition, type: AttributeType.STRING },
  sortKey: { name: sort, type: AttributeType.STRING },
});

/** The one table: the history that users keep for years, and so what survives the stack. */
export class MonitorTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      ...keys(tableKey),
      globalSecondaryIndexes: indexes.map((index) => ({
        indexName: index.name,
        ...keys(index),
        projectionType: ProjectionType[index.projection],
        ...(index.attributes === undefined ? {} : { nonKeyAttributes: [...index.attributes] }),
      })),
      billing: Billing.onDemand(),
      timeToLiveAttribute: expiryAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // The key of DynamoDB in this account: costs nothing a month, and lives as long as the table.
      encryption: TableEncryptionV2.awsManagedKey(),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    pin(this.table, 'HistoryTable');
  }
}
