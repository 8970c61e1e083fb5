import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { everyChannel } from '../support/channels.ts';
import { aConfiguration, aStack } from '../support/synthesized.ts';

test('cdk-nag finds nothing that is not acknowledged with its reason', () => {
  const app = new App();
  aStack(aConfiguration({ channels: everyChannel }), app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});
