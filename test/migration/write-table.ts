import { writeFileSync } from 'node:fs';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { loopback } from '../support/loopback.ts';
import { openStory, play } from './story.ts';

/*
 * `node test/migration/write-table.ts FILE`: plays the story by the release at hand, and writes its table as DynamoDB's JSON, binary
 * attributes in base64. For the table of an older release: this file and story.ts, copied into a checkout of it.
 */
const [file = ''] = process.argv.slice(2);
const monitor = await openStory();
await play(monitor);
const client = new DynamoDBClient(loopback(`${monitor.account.environment.ENDPOINT_DYNAMODB}`));
const { Items = [] } = await client.send(new ScanCommand({ TableName: monitor.account.environment.TABLE_NAME }));
const items = Items.toSorted((a, b) => (`${a.pk?.S} ${a.sk?.S}` < `${b.pk?.S} ${b.sk?.S}` ? -1 : 1));
const text = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
writeFileSync(file, `[\n${items.map((item) => JSON.stringify(item, text)).join(',\n')}\n]\n`);
client.destroy();
await monitor.close();
