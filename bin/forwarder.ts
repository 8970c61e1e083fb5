import { App } from 'aws-cdk-lib';
import { ForwarderStack, homeOf } from '../lib/forwarder-stack.ts';

/*
 * `npm run -s forwarder -- deploy -c region=REGION [-c stack=NAME]`: the stack that brings Network Manager's events to the
 * Region in which Pathwatch runs. Where none is needed, it says so and ends with 2.
 */

const app = new App({ analyticsReporting: false });
const region: unknown = app.node.tryGetContext('region');
const name: unknown = app.node.tryGetContext('stack') ?? 'Pathwatch';
const found =
  typeof region === 'string'
    ? { region, ...homeOf(region) }
    : { refusal: 'say in which Region Pathwatch runs, such as -c region=eu-central-1' };

if ('home' in found) {
  new ForwarderStack(app, `${name}`, found.region, found.home);
  app.synth();
} else {
  process.stderr.write(`${found.refusal}\n`);
  process.exitCode = 2;
}
