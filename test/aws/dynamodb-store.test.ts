import { startDynalite, startDynamodbLocal } from '../support/dynamodb.ts';
import { dynamodbContract } from '../support/dynamodb-contract.ts';
import { memoryStore } from '../support/memory-store.ts';
import { contractRetention, storeContract } from '../support/store-contract.ts';

storeContract('the memory', async () => ({ store: memoryStore(contractRetention), close: () => undefined }));

dynamodbContract('dynalite', startDynalite);

const folder = process.env.PATHWATCH_DYNAMODB_LOCAL;
if (folder === undefined) {
  process.stderr.write('skipped: the store on DynamoDB Local, since PATHWATCH_DYNAMODB_LOCAL names no folder of it\n');
} else {
  dynamodbContract('DynamoDB Local', () => startDynamodbLocal(folder));
}
