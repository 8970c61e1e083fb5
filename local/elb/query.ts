import * as classic from '@aws-sdk/client-elastic-load-balancing';
import * as second from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Reply, ServiceError } from '../endpoint.ts';
import { element, escaped, members } from '../query/answer.ts';
import { type Dialect, readQuery } from '../query/request.ts';
import { type Schemas, schemasOf } from '../query/schemas.ts';

/**
 * The two APIs at one endpoint, told apart by the `Version` of a request: the second is of application, network and
 * gateway load balancers, the first of Classic ones.
 */
export const versions = { second: '2015-12-01', classic: '2012-06-01' } as const;

const schemas: ReadonlyMap<string, Schemas> = new Map([
  [versions.second, schemasOf(second)],
  [versions.classic, schemasOf(classic)],
]);

/** https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
const awsQuery: Dialect = {
  wireName: (member, schema) => {
    const { xmlName } = schema.getMergedTraits();
    return typeof xmlName === 'string' ? xmlName : member;
  },
  itemName: (list) => {
    if (list.getMergedTraits().xmlFlattened !== undefined) return undefined;
    const { xmlName } = list.getValueSchema().getMergedTraits();
    return typeof xmlName === 'string' ? xmlName : 'member';
  },
};

const schemasIn = (version: string): Schemas => {
  const known = schemas.get(version);
  if (known === undefined) {
    throw new ServiceError('InvalidAction', `The version ${version} is not valid for this web service.`);
  }
  return known;
};

/** A query request as the input of its operation, with the API's version as its `Version`; throws as `readQuery` does. */
export const parseElbQuery = (query: string): { readonly operation: string; readonly input: object } => {
  const parameters = new URLSearchParams(query);
  const Version = parameters.get('Version') ?? '';
  const { operation, input } = readQuery(parameters, schemasIn(Version), awsQuery);
  return { operation, input: { Version, ...Object(input) } };
};

const xml = (status: number, content: string): Reply => ({
  status,
  contentType: 'text/xml',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${content}`,
});

/** An output object in awsQuery's wrapping, by the SDK's own schema of the operation. */
export const elbAnswer = (version: string, operation: string, output: unknown, requestId: string): Reply => {
  const schema = schemasIn(version)(operation)?.output;
  const result = schema?.isStructSchema() ? members(schema, output) : '';
  const content = element(`${operation}Result`, result) + element('ResponseMetadata', element('RequestId', requestId));
  const namespace = `http://elasticloadbalancing.amazonaws.com/doc/${version}/`;
  return xml(200, `<${operation}Response xmlns="${namespace}">${content}</${operation}Response>`);
};

export const elbRefusal = ({ status, code, message }: ServiceError, requestId: string): Reply => {
  const error =
    element('Type', status < 500 ? 'Sender' : 'Receiver') +
    element('Code', escaped(code)) +
    element('Message', escaped(message));
  return xml(status, element('ErrorResponse', element('Error', error) + element('RequestId', requestId)));
};
