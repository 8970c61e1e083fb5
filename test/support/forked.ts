import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Call } from '../../local/endpoint.ts';
import { type Monitor, tableOf } from './monitor.ts';

/*
 * What a first sweep has left, to begin a story with it in an account of its own as often as there are ways for it to go on: a
 * sweep that buys costs a hundred calls, this a few writes.
 */

export interface Kept {
  readonly at: Date;
  readonly items: readonly Record<string, unknown>[];
  /** What made the insights paths and analyses, in their order: another account gives them the same ids for it. */
  readonly insights: readonly Call[];
}

export const kept = async (monitor: Monitor): Promise<Kept> => ({
  at: monitor.now(),
  items: await tableOf(monitor),
  insights: monitor.account.endpoints.ec2.calls.filter(({ operation }) =>
    /^(Create|Start|Delete)NetworkInsights/.test(operation),
  ),
});

/** Items that one BatchWriteItem takes. */
const BATCH = 25;

/** Sets the clock, and makes the insights paths and analyses. */
export const restoreAccount = async (
  { account, now, pass }: Monitor,
  { at, insights }: Omit<Kept, 'items'>,
): Promise<void> => {
  pass((at.getTime() - now().getTime()) / 1000);
  for (const { operation, input } of insights) {
    const run = account.insights.operations[operation];
    if (run === undefined) throw new Error(`the account has no ${operation}`);
    // The service has read it by the operation's own schema.
    await run(input as never);
  }
};

export const restoreTable = async ({ clients, account }: Monitor, items: Kept['items']): Promise<void> => {
  for (let start = 0; start < items.length; start += BATCH)
    await clients.dynamodb.send(
      new BatchWriteCommand({
        RequestItems: {
          [account.environment.TABLE_NAME]: items
            .slice(start, start + BATCH)
            .map((Item) => ({ PutRequest: { Item: { ...Item } } })),
        },
      }),
    );
};
