import { IncomingMessage, type Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, Socket } from 'node:net';
import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { indexes, type KeySchema, tableKey } from '../lambda/aws/table.ts';
import { draining } from './draining.ts';
import type { Ending, RequestText, Taking } from './endpoint.ts';
import { TableError } from './table-error.ts';

export interface TableEndpoint extends Taking {
  close(): Promise<void>;
}

/** Hands a request to a server as if it had come over the wire; one that is about to close breaks it off. */
const hand = (server: Server, { method, path, headers, body }: RequestText): Promise<Ending> =>
  new Promise((resolve) => {
    const request = Object.assign(new IncomingMessage(new Socket()), {
      method,
      url: path,
      headers: Object.fromEntries(headers),
      complete: true,
    });
    const response = new ServerResponse(request);
    response.end = (chunk?: unknown) => {
      const contentType = `${response.getHeader('content-type') ?? ''}`;
      resolve({ status: response.statusCode, contentType, body: typeof chunk === 'string' ? chunk : '' });
      return response;
    };
    request.socket.once('close', () => resolve('broken'));
    request.push(body);
    request.push(null);
    server.emit('request', request, response);
  });

interface Database {
  open(): Promise<void>;
  close(): Promise<void>;
}

/** The database that dynalite brings, over a folder. */
const databaseIn = (folder: string): Database => {
  const { Level } = createRequire(createRequire(import.meta.url).resolve('dynalite'))('level');
  return new Level(folder);
};

/** dynalite opens a folder at the first request, in a callback, where what is wrong with it would end the process. */
const checkFolder = async (folder: string): Promise<void> => {
  const database = databaseIn(folder);
  try {
    await database.open();
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new TableError(`the table in ${folder} cannot be opened: ${message.replace(/\.$/, '')}`, { cause: error });
  } finally {
    await database.close();
  }
};

/** Serves an embedded DynamoDB over loopback HTTP on a free port; keeps its tables in `folder`, else in memory. Throws a `TableError`. */
export const openTableEndpoint = async (folder?: string): Promise<TableEndpoint> => {
  if (folder !== undefined) await checkFolder(folder);
  const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: folder }) });
  const drain = draining(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: (request) => hand(server, request),
    close: async () => {
      // It ends the process where a request that it has taken finds its tables closed.
      await drain();
      await new Promise<void>((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      });
    },
  };
};

const keySchema = ({ partition, sort }: KeySchema) => [
  { AttributeName: partition, KeyType: 'HASH' as const },
  { AttributeName: sort, KeyType: 'RANGE' as const },
];

/** Creates the table as the deployed stack would, but for what only AWS has: TTL, backups, encryption. If not there yet. */
export const createTable = async (client: DynamoDBClient, tableName: string): Promise<void> => {
  const attributes = new Set([tableKey, ...indexes].flatMap(({ partition, sort }) => [partition, sort]));
  const create = new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
    KeySchema: keySchema(tableKey),
    GlobalSecondaryIndexes: indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keySchema(index),
      Projection: {
        ProjectionType: index.projection,
        ...(index.attributes === undefined ? {} : { NonKeyAttributes: [...index.attributes] }),
      },
    })),
  });
  await client.send(create).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === 'ResourceInUseException')) throw error;
  });
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: tableName });
};
