import { configurationOf } from '../../bench/paths.ts';
import { recordedOf } from '../../bench/queries/items.ts';
import { NOW, storyOf } from '../../bench/queries/story.ts';
import { write } from '../../bench/queries/write.ts';
import type { ReadFrom } from '../../cli/see/reading.ts';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { bundledConfiguration } from '../../lambda/compose.ts';
import type { Engine, TestTable } from './dynamodb.ts';

export interface ManyPaths {
  readonly table: TestTable;
  readonly from: ReadFrom;
}

/**
 * A table of so many paths over thirty days, as the flow would have written it, and how the page reads it; a seventh of them a team's.
 * A tenth is closed: meant to be, where it is an ordinary month, else not as expected from the first look on.
 */
export const manyPaths = async (engine: Engine, paths: number, month: 'ordinary' | 'bad'): Promise<ManyPaths> => {
  const table = await engine.openTable();
  const { paths: declared, ...rest } = bundledConfiguration(configurationOf(paths));
  const configuration = {
    ...rest,
    paths: declared.map((path, place) => ({
      ...path,
      ...(month === 'ordinary' && place % 10 === 9 && { expect: 'unreachable' as const }),
      tags: { team: `team-${place % 7}`, tier: 'one' },
    })),
  };
  await write(table, recordedOf(storyOf(configuration.paths)));
  const now = () => new Date(NOW);
  const store = dynamodbStore(table.client, table.name, 90, now);
  return {
    table,
    from: {
      now,
      configuration: async () => configuration,
      use: (work) => work({ store, name: `${paths} paths` }),
      describe: async () => ({ reason: 'it is not drawn here' }),
    },
  };
};
