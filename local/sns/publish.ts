import { parsedJson } from '../../lambda/changes/parsed-json.ts';
import { isRaw } from '../../lambda/snapshot/raw.ts';
import { ServiceError } from '../endpoint.ts';

export interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** One `Publish` as it was sent; nothing of it is checked yet. */
export interface PublishRequest {
  readonly topicArn: string | undefined;
  readonly subject: string | undefined;
  readonly message: string;
  /** `json`: a message for each protocol. */
  readonly structure: string | undefined;
  readonly attributes: readonly Attribute[];
}

/** Bytes of message and attributes together: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. */
const messageLimit = 262_144;

const attributesOf = (form: URLSearchParams): readonly Attribute[] => {
  const attributes: Attribute[] = [];
  for (let index = 1; ; index += 1) {
    const prefix = `MessageAttributes.entry.${index}`;
    const name = form.get(`${prefix}.Name`);
    if (name === null) return attributes;
    attributes.push({
      name,
      type: form.get(`${prefix}.Value.DataType`) ?? '',
      value: form.get(`${prefix}.Value.StringValue`) ?? form.get(`${prefix}.Value.BinaryValue`) ?? '',
    });
  }
};

/** The members of a `Publish` from the form that awsQuery sends. */
export const publishRequest = (form: URLSearchParams): PublishRequest => ({
  topicArn: form.get('TopicArn') ?? form.get('TargetArn') ?? undefined,
  subject: form.get('Subject') ?? undefined,
  message: form.get('Message') ?? '',
  structure: form.get('MessageStructure') ?? undefined,
  attributes: attributesOf(form),
});

const invalid = (message: string, code = 'InvalidParameter'): ServiceError =>
  new ServiceError(code, `Invalid parameter: ${message}`);

const bytesOf = (request: PublishRequest): number =>
  request.attributes.reduce(
    (sum, { name, type, value }) => sum + Buffer.byteLength(name + type + value),
    Buffer.byteLength(request.message),
  );

/**
 * The rules of `Publish`: a topic that exists, a subject "with no line breaks or control characters, and less than 100
 * characters long", a message that is not empty and not too long, attributes with name, type and value. Answers
 * the topic's ARN.
 */
export const checkPublish = (request: PublishRequest, topics: readonly string[]): string => {
  const { topicArn, subject, message, attributes } = request;
  if (topicArn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter');
  if (!topics.includes(topicArn)) throw new ServiceError('NotFound', 'Topic does not exist', 404);
  if (message === '') throw invalid('Empty message');
  if (subject !== undefined && (subject === '' || subject.length >= 100 || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject))) {
    throw invalid('Subject');
  }
  for (const { name, type, value } of attributes) {
    if (name === '' || type === '' || value === '') {
      throw invalid(`The message attribute '${name}' must have a name, a type and a value`, 'ParameterValueInvalid');
    }
  }
  if (bytesOf(request) > messageLimit) throw invalid('Message too long');
  return topicArn;
};

/**
 * What each protocol's subscribers get: the message itself, or what it says for their protocol, and `default` for all others.
 * "Must contain at least a top-level JSON key of `default`", as strings:
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html.
 */
export const messagesOf = ({ message, structure }: PublishRequest): Readonly<Record<string, string>> => {
  if (structure === undefined) return { default: message };
  if (structure !== 'json') throw invalid('MessageStructure');
  const parsed = parsedJson(message);
  if (!isRaw(parsed)) throw invalid('Message Structure - JSON message body failed to parse');
  const messages = Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (!messages.some(([protocol]) => protocol === 'default'))
    throw invalid('Message Structure - No default entry in JSON message body');
  return Object.fromEntries(messages);
};
