import { randomUUID } from 'node:crypto';
import { PublishResponse$ } from '@aws-sdk/client-sns';
import { XmlShapeSerializer } from '@aws-sdk/core/protocols';
import type { Reply, ServiceError } from '../endpoint.ts';

const namespace = 'com.amazonaws.sns';
type Structure = typeof PublishResponse$;

// What awsQuery puts around an answer: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html. A structure is
// [3, namespace, name, traits, members, their shapes]; 0 is a string.
const responseMetadata: Structure = [3, namespace, 'ResponseMetadata', 0, ['RequestId'], [0]];
const publishResponse: Structure = [
  3,
  namespace,
  'PublishResponse',
  0,
  ['PublishResult', 'ResponseMetadata'],
  [() => PublishResponse$, () => responseMetadata],
];
const errorMember: Structure = [3, namespace, 'Error', 0, ['Type', 'Code', 'Message'], [0, 0, 0]];
const errorResponse: Structure = [3, namespace, 'ErrorResponse', 0, ['Error', 'RequestId'], [() => errorMember, 0]];

const xml = (status: number, shape: Structure, value: object): Reply => {
  const serializer = new XmlShapeSerializer({
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    serviceNamespace: namespace,
    timestampFormat: { useTrait: true, default: 5 },
    httpBindings: false,
  });
  serializer.write(shape, value);
  return { status, contentType: 'text/xml', body: String(serializer.flush()) };
};

export const publishReply = (messageId: string): Reply =>
  xml(200, publishResponse, {
    PublishResult: { MessageId: messageId },
    ResponseMetadata: { RequestId: randomUUID() },
  });

export const errorReply = (error: ServiceError): Reply =>
  xml(error.status, errorResponse, {
    Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
    RequestId: randomUUID(),
  });
