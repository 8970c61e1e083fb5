import { Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { EnvironmentOf, WidgetEnvironment } from '../lambda/environment.ts';
import { LambdaFunction } from './lambda-function.ts';
import { widgetStatements } from './permissions.ts';
import type { Endpoints } from './sweep.ts';
import type { MonitorTable } from './table.ts';

export interface WidgetProps {
  readonly bundle: string;
  readonly table: MonitorTable;
  readonly endpoints: Pick<Endpoints, 'ENDPOINT_DYNAMODB'>;
}

/**
 * The function that draws the overview on the dashboard: plain, and with reading rights on the table alone. Nobody is let at it
 * here: the console calls it with the rights of who looks, who needs `lambda:InvokeFunction` on it.
 * https://github.com/aws-samples/cloudwatch-custom-widgets-samples#can-access-to-custom-widgets-be-restricted
 */
export class Widget extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, { bundle, table, endpoints }: WidgetProps) {
    super(scope, id);
    const environment = {
      DEPLOYMENT: Stack.of(this).stackName,
      TABLE_NAME: table.table.tableName,
      ...endpoints,
    } satisfies EnvironmentOf<Omit<WidgetEnvironment, 'AWS_REGION'>>;
    this.function = new LambdaFunction(this, 'Widget', {
      bundle,
      environment,
      description: 'Pathwatch: draws the overview on the dashboard',
      // Somebody waits: at 512 MB a thousand paths would take its third of a processor 0.4 s, and this takes half of that.
      memorySize: 1024,
      timeout: Duration.seconds(10),
    });
    for (const statement of widgetStatements(table.table)) this.function.role.addToPolicy(statement);
  }
}
