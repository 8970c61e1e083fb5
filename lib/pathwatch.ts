import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Configuration } from '../lambda/domain/path.ts';
import { acknowledgeDeadLetters } from './acknowledgements.ts';
import { Alarms } from './alarms.ts';
import { Chat } from './chat.ts';
import { Dashboard } from './dashboard.ts';
import { Farewell } from './farewell.ts';
import { Gather } from './gather.ts';
import { TopicKey } from './key.ts';
import { pin } from './pin.ts';
import { Start } from './start.ts';
import { type Endpoints, Sweep } from './sweep.ts';
import { MonitorTable } from './table.ts';
import { Topics } from './topics.ts';
import { Widget } from './widget.ts';

export interface PathwatchProps {
  readonly configuration: Configuration;
  /** The folders of the bundled handlers, as `bundleHandlers` makes them. */
  readonly bundles: Readonly<Record<'sweep' | 'start' | 'gather' | 'farewell' | 'widget', string>>;
  /** Whether there is a dashboard, with the function that draws on it; there is unless it is said. */
  readonly dashboard?: boolean;
  /** Where services are, other than at AWS; for a deployment onto an emulator. */
  readonly endpoints?: Endpoints & { readonly ENDPOINT_LAMBDA?: string };
}

/**
 * The whole of Pathwatch, for a stack of ours or of yours: schedules and changes start sweeps; sweeps fill the table and
 * alert.
 */
export class Pathwatch extends Construct {
  readonly table: MonitorTable;
  readonly topics: Topics;
  readonly sweep: Sweep;

  constructor(
    scope: Construct,
    id: string,
    { configuration, bundles, dashboard = true, endpoints = {} }: PathwatchProps,
  ) {
    super(scope, id);
    const { paths, channels, retentionDays } = configuration;
    const { ENDPOINT_LAMBDA, ...services } = endpoints;
    const schedules = [...new Set(paths.map((path) => path.every))].sort();

    const key = new TopicKey(this, 'Key');
    const deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    pin(deadLetters, 'DeadLetters');
    acknowledgeDeadLetters(deadLetters);
    this.table = new MonitorTable(this, 'Table');
    this.topics = new Topics(this, 'Topics', { key, email: channels.email, https: channels.https, deadLetters });
    const chat = new Chat(this, 'Chat', { key, channels: channels.chat });
    this.sweep = new Sweep(this, 'Sweep', {
      bundle: bundles.sweep,
      table: this.table,
      topics: this.topics,
      chat,
      channels,
      retentionDays,
      endpoints: services,
      checkpoints: ENDPOINT_LAMBDA,
    });
    const start = new Start(this, 'Start', {
      bundle: bundles.start,
      sweep: this.sweep,
      schedules,
      deadLetters,
      endpoint: ENDPOINT_LAMBDA,
    });
    const { ENDPOINT_DYNAMODB, ENDPOINT_EC2, ENDPOINT_SNS } = services;
    const gather = new Gather(this, 'Gather', {
      bundle: bundles.gather,
      table: this.table,
      sweep: this.sweep,
      deadLetters,
      endpoints: {
        ...(ENDPOINT_DYNAMODB === undefined ? {} : { ENDPOINT_DYNAMODB }),
        ...(ENDPOINT_LAMBDA === undefined ? {} : { ENDPOINT_LAMBDA }),
      },
    });
    const farewell = new Farewell(this, 'Farewell', {
      bundle: bundles.farewell,
      table: this.table,
      topics: this.topics,
      endpoints: {
        ...(ENDPOINT_EC2 === undefined ? {} : { ENDPOINT_EC2 }),
        ...(ENDPOINT_SNS === undefined ? {} : { ENDPOINT_SNS }),
      },
    });
    // What depends on it is deleted before it: it clears away when no sweep can start any more.
    this.sweep.node.addDependency(farewell);
    start.node.addDependency(farewell);
    gather.node.addDependency(farewell);
    const alarms = new Alarms(this, 'Alarms', {
      troubles: this.topics.troubles,
      sweep: this.sweep.function.function,
      changes: gather.changes,
      deadLetters,
      schedules,
    });
    if (dashboard) {
      const widget = new Widget(this, 'Widget', {
        bundle: bundles.widget,
        table: this.table,
        endpoints: ENDPOINT_DYNAMODB === undefined ? {} : { ENDPOINT_DYNAMODB },
      });
      new Dashboard(this, 'Dashboard', {
        widget: widget.function.function,
        sweep: this.sweep.function.function,
        alarms: alarms.all,
        schedules,
      });
    }
  }
}
