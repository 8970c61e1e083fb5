import type { Raw } from '../../lambda/snapshot/raw.ts';
import type { ServedCall } from '../ec2/service.ts';
import type { ServiceError } from '../endpoint.ts';
import { accessKeyOf, type Principal, type UserIdentity, userIdentity } from './identity.ts';
import { requestParametersOf, responseElementsOf } from './style.ts';

/** One event: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html. */
export interface CloudTrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: UserIdentity;
  /** ISO time, in whole seconds. */
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Raw | null;
  readonly responseElements: Raw | null;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly eventType: 'AwsApiCall';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly eventCategory: 'Management';
}

/** Where calls are recorded, and whom access keys belong to. */
export interface RecordOptions {
  readonly account: string;
  readonly region: string;
  readonly now: () => Date;
  /** By access key; any other key is the account's user `operator`. */
  readonly principals: Readonly<Record<string, Principal>>;
  /** Makes an event's id. */
  readonly newId: () => string;
}

/** An ISO time as CloudTrail and EventBridge write it. */
export const wholeSeconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

/** CloudTrail's own word for who is at fault; a call that came too fast is the caller's, whatever its status. */
const errorCodeOf = ({ code, status }: ServiceError): string =>
  `${status < 500 || code === 'RequestLimitExceeded' ? 'Client' : 'Server'}.${code}`;

/** A call of EC2 as CloudTrail records it: refused ones too. */
export const recordOf = (call: ServedCall, options: RecordOptions): CloudTrailRecord => {
  const { operation, request, outcome } = call;
  const accessKeyId = accessKeyOf(request.headers) ?? 'unsigned';
  const principal = options.principals[accessKeyId] ?? { arn: `arn:aws:iam::${options.account}:user/operator` };
  return {
    eventVersion: '1.08',
    userIdentity: userIdentity(principal.arn, accessKeyId),
    eventTime: wholeSeconds(options.now()),
    eventSource: 'ec2.amazonaws.com',
    eventName: operation,
    awsRegion: options.region,
    sourceIPAddress: principal.sourceAddress ?? '127.0.0.1',
    userAgent: request.headers.get('user-agent') ?? '',
    ...(outcome.kind === 'refused' && {
      errorCode: errorCodeOf(outcome.error),
      errorMessage: outcome.error.message,
    }),
    requestParameters: requestParametersOf(operation, call.input),
    responseElements: outcome.kind === 'answered' ? responseElementsOf(operation, outcome.output, request.id) : null,
    requestID: request.id,
    eventID: options.newId(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: options.account,
    eventCategory: 'Management',
  };
};
