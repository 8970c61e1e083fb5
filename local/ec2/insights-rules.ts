import type { RequestFilterPortRange, Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { ServiceError } from '../endpoint.ts';
import type { Remembered } from './insights.ts';
import type { PageRequest } from './page.ts';

/** Throws `MissingParameter` where a required parameter was not given. */
export const required = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined || value === '') {
    throw new ServiceError('MissingParameter', `The request must contain the parameter ${name}`);
  }
  return value;
};

export const invalidValue = (value: unknown, name: string): ServiceError =>
  new ServiceError('InvalidParameterValue', `Value (${value}) for parameter ${name} is invalid.`);

/** An id must look like one before it can be looked for. `kind` is `Path` or `Analysis`, `prefix` `nip` or `nia`. */
export const checkId = (id: string, kind: 'Path' | 'Analysis', prefix: 'nip' | 'nia'): string => {
  if (!new RegExp(`^${prefix}-[0-9a-f]{8,17}$`).test(id)) {
    throw new ServiceError(
      `InvalidNetworkInsights${kind}Id.Malformed`,
      `Invalid id: "${id}" (expecting "${prefix}-...")`,
    );
  }
  return id;
};

export const notFound = (id: string, kind: 'Path' | 'Analysis'): ServiceError =>
  new ServiceError(
    `InvalidNetworkInsights${kind}Id.NotFound`,
    `The Network Insights ${kind.toLowerCase()} ID '${id}' does not exist`,
  );

/** Both ends 0 to 65535, in order. */
export const checkPorts = (range: RequestFilterPortRange | undefined, name: string): void => {
  if (range === undefined) return;
  const from = required(range.FromPort, `${name}.FromPort`);
  const to = required(range.ToPort, `${name}.ToPort`);
  for (const port of [from, to]) checkPort(port, name);
  if (from > to) throw invalidValue(`${from}-${to}`, name);
};

export const checkPort = (port: number | undefined, name: string): void => {
  if (port !== undefined && (!Number.isInteger(port) || port < 0 || port > 65_535)) throw invalidValue(port, name);
};

/** IPv4 only, as the model's pattern has it. */
export const checkAddress = (address: string | undefined, name: string): void => {
  if (address === undefined) return;
  const octets = address.split('.');
  if (octets.length !== 4 || octets.some((octet) => !/^\d{1,3}$/.test(octet) || Number(octet) > 255)) {
    throw invalidValue(address, name);
  }
};

/** The tags of the resource type, within https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions. */
export const tagsOf = (specifications: readonly TagSpecification[] | undefined, type: string): Tag[] => {
  const tags = (specifications ?? []).flatMap(({ ResourceType, Tags }) => {
    if (ResourceType !== type) throw invalidValue(ResourceType, 'TagSpecification.ResourceType');
    return Tags ?? [];
  });
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '' || Key.length > 127 || Key.startsWith('aws:')) throw invalidValue(Key, 'Tag.Key');
    if (Value.length > 256) throw invalidValue(Value, 'Tag.Value');
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) {
    throw new ServiceError('InvalidParameterValue', 'Duplicate tag keys found.');
  }
  if (tags.length > 50) throw new ServiceError('TagLimitExceeded', 'The maximum number of tags is 50.');
  return tags;
};

/** What the same token brought before; a token may not be used again for another request. */
export const rememberedBy = (
  tokens: ReadonlyMap<string, Remembered>,
  token: string | undefined,
  request: string,
): string | undefined => {
  if (token === undefined) return undefined;
  if (token.length > 64) throw invalidValue(token, 'ClientToken');
  const before = tokens.get(token);
  if (before !== undefined && before.request !== request) {
    throw new ServiceError(
      'IdempotentParameterMismatch',
      'The request uses the same client token as a previous, but non-identical request.',
    );
  }
  return before?.id;
};

/** Throws `DryRunOperation` where everything else of the request was in order. */
export const checkDryRun = (dryRun: boolean | undefined): void => {
  if (dryRun === true) {
    throw new ServiceError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
};

/** `MaxResults` of the two Describe calls: 1 to 100. */
export const checkPage = ({ MaxResults }: PageRequest): void => {
  if (MaxResults !== undefined && (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > 100)) {
    throw invalidValue(MaxResults, 'MaxResults');
  }
};
