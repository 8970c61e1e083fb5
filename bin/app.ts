import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { problemText } from '../cli/configuration/problem.ts';
import { readConfiguration } from '../cli/configuration/read.ts';
import { forecast } from '../lambda/spend/forecast.ts';
import { forecastLine } from '../lambda/spend/headline.ts';
import { bundleHandlers } from '../lib/bundle.ts';
import { endpointsOf } from '../lib/endpoints.ts';
import { PathwatchStack } from '../lib/stack.ts';

/*
 * `npm run -s cdk -- deploy [-c config=FILE] [-c stack=NAME] [-c dashboard=off]`: the configuration is read and checked here; a wrong one ends the
 * synthesis with file, line and column, before anything is deployed.
 */

/** The Region whose prices count, if it is known before the deployment: the one that the CDK command line found. */
const regionOf = ({ CDK_DEFAULT_REGION: region }: NodeJS.ProcessEnv) => (region === undefined ? {} : { region });

const app = new App({ analyticsReporting: false });
const file: unknown = app.node.tryGetContext('config') ?? 'pathwatch.yaml';
const name: unknown = app.node.tryGetContext('stack') ?? 'Pathwatch';
const dashboard: unknown = app.node.tryGetContext('dashboard') ?? 'on';
const read = await readConfiguration(`${file}`);

if (read.ok) {
  const dist = fileURLToPath(new URL('../dist', import.meta.url));
  await mkdir(dist, { recursive: true });
  // Of its own: two may be synthesized at once. What is in it is copied beside the template.
  const folder = await mkdtemp(join(dist, 'synth-'));
  try {
    new PathwatchStack(app, `${name}`, {
      configuration: read.configuration,
      bundles: await bundleHandlers(folder, read.content),
      dashboard: dashboard !== 'off',
      endpoints: endpointsOf(process.env),
    });
    app.synth();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  process.stderr.write(`${forecastLine(forecast(read.configuration, regionOf(process.env)))}\n`);
} else {
  for (const problem of read.problems) process.stderr.write(`${problemText(problem)}\n`);
  process.exitCode = 2;
}
