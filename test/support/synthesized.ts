import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type Configuration, severities } from '../../lambda/domain/path.ts';
import type { PathwatchProps } from '../../lib/pathwatch.ts';
import { PathwatchStack } from '../../lib/stack.ts';
import { aPath, noChannels } from './paths.ts';

/** Bundles' folders with a file in each: the template is the same whatever the code is. */
export const folders = (): PathwatchProps['bundles'] => {
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'bundle-'));
    writeFileSync(join(made, 'index.mjs'), 'export const handler = () => {};');
    return made;
  };
  return { sweep: folder(), start: folder(), gather: folder(), farewell: folder(), widget: folder() };
};

export const aConfiguration = (over: Partial<Configuration> = {}): Configuration => ({
  paths: [aPath()],
  channels: { ...noChannels, email: [{ address: 'netops@example.com', severities }] },
  maintenance: [],
  budget: { monthly: 1_000, paths: {}, tags: {}, prices: {} },
  quiet: 30,
  retentionDays: 90,
  ...over,
});

/**
 * An app whose templates CDK does not judge by its own rules: it would only warn here, and its judge takes longer to load than all
 * else. `cdk synth` fails by them (cdk.json), and CI runs it.
 */
export const anApp = (): App => new App({ builtinCloudFormationValidation: false });

/** The stack of a configuration, in an app of its own. */
export const aStack = (configuration = aConfiguration(), app = anApp(), name = 'Pathwatch'): PathwatchStack =>
  new PathwatchStack(app, name, { configuration, bundles: folders() });

/** Its template, whose resources tests look into. */
export const templateOf = (configuration = aConfiguration()): Template => Template.fromStack(aStack(configuration));
