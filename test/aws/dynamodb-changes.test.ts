import { changeLogContract } from '../support/change-log-contract.ts';
import { startDynalite, startDynamodbLocal } from '../support/dynamodb.ts';

changeLogContract('dynalite', startDynalite);

const folder = process.env.PATHWATCH_DYNAMODB_LOCAL;
if (folder !== undefined) changeLogContract('DynamoDB Local', () => startDynamodbLocal(folder));
