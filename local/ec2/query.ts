import { type Dialect, readQuery } from '../query/request.ts';
import { operationSchema } from './operations.ts';

/** The ec2 protocol's rule for names: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html. */
export const ec2Dialect: Dialect = {
  wireName: (member, schema) => {
    const { ec2QueryName, xmlName } = schema.getMergedTraits();
    if (typeof ec2QueryName === 'string') return ec2QueryName;
    const name = typeof xmlName === 'string' ? xmlName : member;
    return name.charAt(0).toUpperCase() + name.slice(1);
  },
  itemName: () => undefined,
};

/** An EC2 query request (`Action=…&Version=…&…`) as the input of its operation; throws as `readQuery` does. */
export const parseQuery = (query: string): { readonly operation: string; readonly input: unknown } =>
  readQuery(new URLSearchParams(query), operationSchema, ec2Dialect);
