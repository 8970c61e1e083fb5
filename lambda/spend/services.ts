import { type PriceName, priceNames } from '../domain/budget.ts';
import type { Prices } from './prices.ts';
import type { Usage } from './usage.ts';

/** What a bill is made of; `canaries` are analyses too, but watch Pathwatch and no path. */
export const services = [
  'analyses',
  'canaries',
  'durable',
  'lambda',
  'dynamodb',
  'key',
  'alarms',
  'logs',
  'sqs',
  'sns',
  'eventbridge',
  'secrets',
] as const;
export type Service = (typeof services)[number];

/** Dollars by service. */
export type Parts = Readonly<Record<Service, number>>;

const serviceOf: Readonly<Record<PriceName, Service>> = {
  analysis: 'analyses',
  durableOperation: 'durable',
  durableGigabyteWritten: 'durable',
  durableGigabyteMonth: 'durable',
  lambdaRequest: 'lambda',
  lambdaGigabyteSecond: 'lambda',
  dynamodbWrite: 'dynamodb',
  dynamodbRead: 'dynamodb',
  dynamodbGigabyteMonth: 'dynamodb',
  dynamodbBackupGigabyteMonth: 'dynamodb',
  keyMonth: 'key',
  keyRequest: 'key',
  alarmMonth: 'alarms',
  metricMonth: 'alarms',
  logsGigabyte: 'logs',
  logsGigabyteMonth: 'logs',
  logsGigabyteScanned: 'logs',
  snsPublish: 'sns',
  snsEmail: 'sns',
  snsHttps: 'sns',
  sqsRequest: 'sqs',
  schedulerInvocation: 'eventbridge',
  customEvent: 'eventbridge',
  secretMonth: 'secrets',
  secretRequest: 'secrets',
};

/** What so much use costs, and so many canaries beside it. */
export const partsOf = (usage: Usage, canaries: number, prices: Prices): Parts => {
  const sum = (service: Service): number =>
    priceNames
      .filter((name) => serviceOf[name] === service)
      .reduce((total, name) => total + usage[name] * prices[name].dollars, 0);
  return {
    analyses: sum('analyses'),
    canaries: canaries * prices.analysis.dollars,
    durable: sum('durable'),
    lambda: sum('lambda'),
    dynamodb: sum('dynamodb'),
    key: sum('key'),
    alarms: sum('alarms'),
    logs: sum('logs'),
    sqs: sum('sqs'),
    sns: sum('sns'),
    eventbridge: sum('eventbridge'),
    secrets: sum('secrets'),
  };
};

/** Dollars of all parts together. */
export const sumOf = (parts: Parts): number => services.reduce((total, service) => total + parts[service], 0);
