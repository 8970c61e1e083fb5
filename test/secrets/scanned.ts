import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { unpack } from '../../lambda/aws/pack.ts';

export type Item = Readonly<Record<string, unknown>>;

/** Every item of a table, with what is packed in it in full. */
export const scanned = async (client: DynamoDBDocumentClient, table: string): Promise<readonly Item[]> => {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  return Items.map((item) =>
    Object.fromEntries(
      Object.entries(item).map(([name, value]) => [name, value instanceof Uint8Array ? unpack(value) : value]),
    ),
  );
};
