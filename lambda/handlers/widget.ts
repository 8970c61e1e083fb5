import * as z from 'zod';
import { failureHtml, widgetHtml } from '../../ui/widget.tsx';
import { widgetOverview } from '../asking/widget-overview.ts';
import { dynamodbClient } from '../aws/dynamodb-client.ts';
import { dynamodbStore } from '../aws/dynamodb-store.ts';
import { faultOf } from '../domain/fault.ts';
import { readEnvironment, WidgetEnvironment } from '../environment.ts';
import { jsonLog } from '../log.ts';

/** What CloudWatch sends: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_about.html. */
const WidgetEvent = z
  .object({
    describe: z.boolean().catch(false),
    widgetContext: z
      .object({
        theme: z.enum(['light', 'dark']).catch('light'),
        timezone: z.object({ offsetISO: z.string().regex(/^[+-]\d\d:\d\d$/) }).catch({ offsetISO: '+00:00' }),
      })
      .catch({ theme: 'light', timezone: { offsetISO: '+00:00' } }),
  })
  .catch({ describe: false, widgetContext: { theme: 'light', timezone: { offsetISO: '+00:00' } } });

const documentation = `## Pathwatch
How the critical network paths of this deployment are: what is not as expected first, then what is unknown, then the rest, and
when somebody has looked last. It reads the table of the deployment, changes nothing, and takes no parameters.
`;

/** Within the time that the function has (lib/widget.ts), so that a table that does not answer is said. */
const patience = { requestTimeout: 2_000, maxAttempts: 2 };

let client: ReturnType<typeof dynamodbClient> | undefined;

/** HTML for the console, whatever happens; a description where that is asked for. Plain: nothing of it is durable. */
export const handler = async (event: unknown): Promise<string> => {
  const { describe, widgetContext } = WidgetEvent.parse(event);
  if (describe) return documentation;
  const context = { theme: widgetContext.theme, offset: widgetContext.timezone.offsetISO };
  try {
    const environment = readEnvironment(WidgetEnvironment, process.env);
    const { AWS_REGION, ENDPOINT_DYNAMODB, TABLE_NAME, DEPLOYMENT } = environment;
    client ??= dynamodbClient(AWS_REGION, ENDPOINT_DYNAMODB, patience);
    const now = () => new Date();
    // It writes nothing, so that for how long things are kept is nothing to it.
    const store = dynamodbStore(client, TABLE_NAME, 1, now);
    return widgetHtml(await widgetOverview(store, DEPLOYMENT, now()), context);
  } catch (error) {
    const fault = faultOf(error, 'Query');
    jsonLog.error('the overview could not be read', { fault });
    return failureHtml(`${fault.operation} answered ${fault.code}: ${fault.message}.`, context);
  }
};
