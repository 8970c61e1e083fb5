import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { run } from './run.ts';
import { withoutMath } from './without-math.ts';

const NAME = 'Pathwatch';
const cdk = fileURLToPath(new URL('../../node_modules/.bin/cdk', import.meta.url));

const Outputs = z.object({
  [NAME]: z.object({ TableName: z.string(), SweepAlias: z.string(), TopicArn: z.string() }),
});

/** What the stack says of itself. */
export type Outputs = z.infer<typeof Outputs>[typeof NAME];

export interface Stack {
  bootstrap(): Promise<void>;
  /** Of a configuration file. */
  deploy(configuration: string): Promise<Outputs>;
  destroy(): Promise<void>;
}

/**
 * The stack of `bin/app.ts`, by the real command line of CDK, which keeps its files in `folder`. What `spoil` does to the
 * synthesized app, in its folder, is deployed with it.
 */
export const stackOf = (
  folder: string,
  environment: Readonly<Record<string, string>>,
  spoil?: (assembly: string) => Promise<void>,
): Stack => {
  const call = (...words: readonly string[]) => run(cdk, [...words, '--no-notices'], environment);
  const assembly = join(folder, 'cdk.out');
  const outputs = join(folder, 'outputs.json');
  let configured: readonly string[] = [];
  return {
    bootstrap: async () => {
      await call('bootstrap', `aws://${ACCOUNT}/${REGION}`, '--output', assembly);
    },
    deploy: async (configuration) => {
      configured = ['--context', `config=${configuration}`, '--output', assembly];
      await call('synth', '--quiet', ...configured);
      await withoutMath(assembly);
      await spoil?.(assembly);
      await call('deploy', NAME, '--require-approval', 'never', '--outputs-file', outputs, '--app', assembly);
      return Outputs.parse(JSON.parse(await readFile(outputs, 'utf8')))[NAME];
    },
    destroy: async () => {
      await call('destroy', NAME, '--force', ...configured);
    },
  };
};
