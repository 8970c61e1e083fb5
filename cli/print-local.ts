import type { SweepRecord } from '../lambda/domain/sweep.ts';
import type { SweepEnvironment } from '../lambda/environment.ts';
import type { Taken } from '../local/channels.ts';
import type { Published } from '../local/sns/service.ts';
import { counted, line, type Page } from './page.ts';

/** The variables by which the AWS CLI and every SDK find the account instead of AWS: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html. */
export const exportsOf = (environment: SweepEnvironment): Readonly<Record<string, string>> => ({
  AWS_ENDPOINT_URL_EC2: `${environment.ENDPOINT_EC2}`,
  AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING: `${environment.ENDPOINT_ELB}`,
  AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: `${environment.ENDPOINT_ELB}`,
  AWS_ENDPOINT_URL_NETWORKMANAGER: `${environment.ENDPOINT_NETWORK_MANAGER}`,
  AWS_ENDPOINT_URL_CLOUDTRAIL: `${environment.ENDPOINT_CLOUDTRAIL}`,
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: `${environment.ENDPOINT_LOGS}`,
  AWS_ENDPOINT_URL_SNS: `${environment.ENDPOINT_SNS}`,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: `${environment.ENDPOINT_SECRETS_MANAGER}`,
  AWS_ENDPOINT_URL_EVENTBRIDGE: `${environment.ENDPOINT_EVENTS}`,
  AWS_ENDPOINT_URL_DYNAMODB: `${environment.ENDPOINT_DYNAMODB}`,
  AWS_REGION: environment.AWS_REGION,
  AWS_DEFAULT_REGION: environment.AWS_REGION,
  AWS_ACCESS_KEY_ID: 'embedded',
  AWS_SECRET_ACCESS_KEY: 'embedded',
});

/** What to paste into another shell; then what is watched. */
export const startText = (environment: SweepEnvironment, watched: readonly string[], { colours }: Page): string =>
  [
    `The embedded account ${environment.ACCOUNT} runs in ${environment.AWS_REGION}. To point the AWS CLI at it, in another shell:`,
    '',
    ...Object.entries(exportsOf(environment)).map(([name, value]) => `export ${name}=${value}`),
    'unset AWS_SESSION_TOKEN AWS_PROFILE',
    '',
    ...watched.map(line),
    colours.dim('Ctrl-C ends it; its table and its network are kept.'),
    '',
    '',
  ].join('\n');

/** An alert as its reader gets it. */
export const alertText = ({ subject = '', message, at }: Published, { colours }: Page): string =>
  `${colours.bold(`${at} ${line(subject)}`)}\n\n${message.trimEnd()}\n\n`;

/** That another channel has taken an alert, whose form is for programs; nothing of it leaves this machine. */
export const takenText = ({ channel, at, title }: Taken): string => `${at} ${channel} has taken: ${line(title)}\n`;

/** How the paths stand after a sweep. */
export const sweptText = ({ endedAt, due, tally }: SweepRecord): string =>
  `${endedAt} ${counted(due, 'path')}: ${tally.unexpected} not as expected, ` +
  `${due - tally.unexpected - tally.expected} undetermined, ${tally.expected} as expected\n`;
