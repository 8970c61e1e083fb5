import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTable, openTableEndpoint, type TableEndpoint } from '../../local/table.ts';
import { loopback } from './loopback.ts';

const clientOf = (url: string, attempts: number): DynamoDBClient =>
  new DynamoDBClient({
    ...loopback(url),
    maxAttempts: attempts,
  });

export interface TestTable {
  readonly name: string;
  readonly client: DynamoDBDocumentClient;
  /** A client of the same table by another way, such as through a proxy, that tries so often. */
  by(url: string, attempts: number): DynamoDBDocumentClient;
  close(): void;
}

/** A running engine, in which every test makes a table of its own. */
export interface Engine extends Pick<TableEndpoint, 'url' | 'close'> {
  openTable(): Promise<TestTable>;
}

export const engineAt = ({ url, close }: Pick<TableEndpoint, 'url' | 'close'>): Engine => {
  let tables = 0;
  return {
    url,
    close,
    openTable: async () => {
      tables += 1;
      const name = `pathwatch-${tables}`;
      const clients: DynamoDBClient[] = [];
      const by = (at: string, attempts: number): DynamoDBDocumentClient => {
        const client = clientOf(at, attempts);
        clients.push(client);
        return DynamoDBDocumentClient.from(client);
      };
      const creator = clientOf(url, 3);
      clients.push(creator);
      await createTable(creator, name);
      return {
        name,
        client: by(url, 3),
        by,
        close: () => {
          for (const client of clients) client.destroy();
        },
      };
    },
  };
};

/** In memory, unless a folder is named. */
export const startDynalite = async (folder?: string): Promise<Engine> => engineAt(await openTableEndpoint(folder));

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/** AWS's own engine, DynamoDB Local, from the folder that holds DynamoDBLocal.jar; needs a Java runtime. */
export const startDynamodbLocal = async (folder: string): Promise<Engine> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const java = spawn(
    'java',
    ['-Djava.library.path=./DynamoDBLocal_lib', '-jar', 'DynamoDBLocal.jar', '-inMemory', '-port', `${port}`],
    { cwd: folder, stdio: 'ignore' },
  );
  const exited = once(java, 'exit');
  const isUp = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  while (!(await isUp())) {
    if (java.exitCode !== null) throw new Error(`DynamoDB Local ended with ${java.exitCode}`);
    await sleep(100);
  }
  return engineAt({
    url,
    close: async () => {
      java.kill();
      await exited;
    },
  });
};
