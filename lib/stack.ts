import { CfnOutput, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { version } from '../lambda/version.ts';
import { Pathwatch, type PathwatchProps } from './pathwatch.ts';

/** Pathwatch as a stack, with the outputs and the tag by which the command line finds it. */
export class PathwatchStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { configuration, bundles, dashboard, endpoints, ...props }: PathwatchProps & StackProps,
  ) {
    super(scope, id, props);
    const { table, topics, sweep } = new Pathwatch(this, 'Pathwatch', {
      configuration,
      bundles,
      ...(dashboard === undefined ? {} : { dashboard }),
      ...(endpoints === undefined ? {} : { endpoints }),
    });
    Tags.of(this).add('pathwatch', this.stackName);
    new CfnOutput(this, 'TableName', { value: table.table.tableName });
    new CfnOutput(this, 'SweepAlias', { value: sweep.alias.functionArn });
    new CfnOutput(this, 'TopicArn', { value: topics.alerts.topicArn });
    new CfnOutput(this, 'Version', { value: version });
  }
}
