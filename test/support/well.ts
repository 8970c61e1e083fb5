import type { Alarm } from '../../lambda/aws/alarms.ts';
import { closeClients } from '../../lambda/aws/clients.ts';
import { dynamodbStore } from '../../lambda/aws/dynamodb-store.ts';
import { clientsOf } from '../../lambda/compose.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import { version } from '../../lambda/version.ts';
import { type AccountOptions, openAccount } from '../../local/account.ts';
import { useEmbeddedCredentials } from '../../local/credentials.ts';
import { type Endpoint, openEndpoint, type Service, ServiceError } from '../../local/endpoint.ts';
import { jsonService } from '../../local/json/service.ts';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { type AStack, aStack, stacksService } from './cloudformation.ts';
import { openShell, type Shell } from './command-line.ts';
import { type Invocation, lambdaService } from './lambda.ts';
import { callersService } from './sts.ts';

/*
 * A deployed monitor that is well, as `pathwatch doctor` meets it: every service on loopback, found in the way in which the SDK
 * lets every user do it. What a test changes in it is what ails it.
 */

const topics = {
  alerts: `arn:aws:sns:${REGION}:${ACCOUNT}:alerts`,
  troubles: `arn:aws:sns:${REGION}:${ACCOUNT}:troubles`,
};

/** A subscription as SNS lists it. */
export interface ASubscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
}

export interface TableSettings {
  status: string;
  protected: boolean;
  recovery: string;
  expiry: { TimeToLiveStatus: string; AttributeName?: string };
}

export interface Well {
  readonly shell: Shell;
  readonly store: Store;
  readonly stacks: AStack[];
  readonly subscriptions: Record<keyof typeof topics, ASubscription[]>;
  readonly alarms: Alarm[];
  readonly table: TableSettings;
  readonly invocations: readonly Invocation[];
  readonly endpoints: Readonly<
    Record<
      | 'sts'
      | 'cloudformation'
      | 'lambda'
      | 'dynamodb'
      | 'cloudwatch'
      | 'sns'
      | 'cloudtrail'
      | 'networkManager'
      | 'ec2'
      | 'secrets',
      Endpoint
    >
  >;
  close(): Promise<void>;
}

const xml = (status: number, body: string) => ({ status, contentType: 'text/xml', body });

/** SNS's `ListSubscriptionsByTopic` by awsQuery. */
const subscriptionsService = (of: Well['subscriptions']): Service => ({
  name: 'sns',
  recognise: ({ body }) => {
    const form = new URLSearchParams(body);
    return { operation: form.get('Action') ?? '', input: Object.fromEntries(form) };
  },
  answer: (operation, { TopicArn: arn }: { readonly TopicArn?: string }) => {
    const topic = (['alerts', 'troubles'] as const).find((name) => topics[name] === arn);
    if (topic === undefined) throw new ServiceError('NotFound', 'Topic does not exist', 404);
    const members = of[topic].map(
      (each) =>
        `<member><SubscriptionArn>${each.arn}</SubscriptionArn><Owner>${ACCOUNT}</Owner>` +
        `<Protocol>${each.protocol}</Protocol><Endpoint>${each.endpoint}</Endpoint><TopicArn>${arn}</TopicArn></member>`,
    );
    return xml(
      200,
      `<${operation}Response><${operation}Result><Subscriptions>${members.join('')}</Subscriptions></${operation}Result></${operation}Response>`,
    );
  },
  refuse: ({ status, code, message }) =>
    xml(status, `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`),
});

const alarmsService = (alarms: readonly Alarm[]): Service =>
  jsonService('cloudwatch', 'GraniteServiceVersion20100801', {
    DescribeAlarms: ({ AlarmNames }) => ({
      MetricAlarms: alarms
        .filter(({ name }) => Array.isArray(AlarmNames) && AlarmNames.includes(name))
        .map(({ name, description, state, acts }) => ({
          AlarmName: name,
          AlarmDescription: description,
          StateValue: state,
          ActionsEnabled: acts,
        })),
    }),
  });

/** The embedded table with what only DynamoDB itself knows of one. */
const tableService = (target: string, settings: TableSettings): Service => {
  const json = (status: number, body: string) => ({ status, contentType: 'application/x-amz-json-1.0', body });
  const own: Readonly<Record<string, (described: Readonly<Record<string, unknown>>) => object>> = {
    DescribeTable: ({ Table }) => ({
      Table: { ...(Table as object), TableStatus: settings.status, DeletionProtectionEnabled: settings.protected },
    }),
    DescribeContinuousBackups: () => ({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: settings.recovery },
      },
    }),
    DescribeTimeToLive: () => ({ TimeToLiveDescription: settings.expiry }),
  };
  return {
    name: 'dynamodb',
    recognise: ({ headers, body }) => ({
      operation: headers.get('x-amz-target')?.split('.').at(-1) ?? '',
      input: JSON.parse(body),
    }),
    answer: async (operation, _, request) => {
      const names = ['x-amz-target', 'content-type', 'authorization', 'x-amz-date'];
      const headers = names.map((name): [string, string] => [name, `${request.headers.get(name)}`]);
      const reply = await fetch(target, { method: 'POST', headers, body: request.body });
      const text = await reply.text();
      const answer = own[operation];
      return answer === undefined ? json(reply.status, text) : json(200, JSON.stringify(answer(JSON.parse(text))));
    },
    refuse: ({ status, code, message }) =>
      json(status, JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${code}`, message })),
  };
};

const confirmed = (topic: string): ASubscription => ({
  arn: `${topic}:6b0e71bd-7e97-4d97-80ce-4a0994e55286`,
  protocol: 'email',
  endpoint: 'netops@example.com',
});

/**
 * Opens such a monitor; `account` is what its network and its trail are, `onInvoke` what the function does, `serve` adds to what
 * Lambda answers.
 */
export const openWell = async (
  account: AccountOptions = {},
  onInvoke: (invocation: Invocation) => Promise<void> = async () => undefined,
  serve: (service: Service) => Service = (service) => service,
): Promise<Well> => {
  const before = { ...process.env };
  useEmbeddedCredentials();
  const shell = await openShell();
  const opened = await openAccount(account);
  const { environment } = opened;
  const clients = clientsOf(environment);
  const invocations: Invocation[] = [];
  const alarms: Alarm[] = [{ name: 'Pathwatch-SweepFailed', description: 'paths', state: 'OK', acts: true }];
  const subscriptions = { alerts: [confirmed(topics.alerts)], troubles: [confirmed(topics.troubles)] };
  const table: TableSettings = {
    status: 'ACTIVE',
    protected: true,
    recovery: 'ENABLED',
    expiry: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
  };
  const stacks = [
    aStack({
      name: 'Pathwatch',
      region: REGION,
      outputs: {
        TableName: environment.TABLE_NAME,
        SweepAlias: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:sweep:live`,
        TopicArn: topics.alerts,
        Version: version,
      },
      resources: {
        TroublesTopic: ['AWS::SNS::Topic', topics.troubles],
        SweepFailed: ['AWS::CloudWatch::Alarm', 'Pathwatch-SweepFailed'],
      },
    }),
    aStack({ name: `Pathwatch-forwarder-${REGION}`, region: 'us-west-2', tags: {}, outputs: {} }),
  ];
  const { ec2, networkManager, cloudtrail, secrets } = opened.endpoints;
  const own = {
    sts: await openEndpoint(callersService(ACCOUNT)),
    cloudformation: await openEndpoint(stacksService(stacks)),
    lambda: await openEndpoint(
      serve(
        lambdaService(async (invocation) => {
          invocations.push(invocation);
          await onInvoke(invocation);
        }),
      ),
    ),
    dynamodb: await openEndpoint(tableService(`${environment.ENDPOINT_DYNAMODB}`, table)),
    cloudwatch: await openEndpoint(alarmsService(alarms)),
    sns: await openEndpoint(subscriptionsService(subscriptions)),
  };
  Object.assign(process.env, {
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL_STS: own.sts.url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: own.cloudformation.url,
    AWS_ENDPOINT_URL_LAMBDA: own.lambda.url,
    AWS_ENDPOINT_URL_DYNAMODB: own.dynamodb.url,
    AWS_ENDPOINT_URL_CLOUDWATCH: own.cloudwatch.url,
    AWS_ENDPOINT_URL_SNS: own.sns.url,
    AWS_ENDPOINT_URL_CLOUDTRAIL: cloudtrail.url,
    AWS_ENDPOINT_URL_NETWORKMANAGER: networkManager.url,
    AWS_ENDPOINT_URL_EC2: ec2.url,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
  });
  return {
    shell,
    store: dynamodbStore(clients.dynamodb, environment.TABLE_NAME, 90, () => new Date()),
    stacks,
    subscriptions,
    alarms,
    table,
    invocations,
    endpoints: { ...own, ec2, networkManager, cloudtrail, secrets },
    close: async () => {
      process.env = before;
      closeClients(clients);
      await Promise.all(Object.values(own).map((endpoint) => endpoint.close()));
      await opened.close();
      await shell.remove();
    },
  };
};
