import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { aConfiguration, aStack } from '../support/synthesized.ts';

test('cdk-nag finds nothing that is not acknowledged with its reason', () => {
  const app = new App();
  aStack(aConfiguration(), app);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});
