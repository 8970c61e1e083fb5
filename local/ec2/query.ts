import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from '../endpoint.ts';
import { operationSchema } from './operations.ts';

/** The dotted names of a query as a tree: `Filter.1.Name=x` is Filter → 1 → Name → x. */
interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

const newNode = (): Node => ({ children: new Map() });

const treeOf = (parameters: URLSearchParams): Node => {
  const root = newNode();
  for (const [name, text] of parameters) {
    let node = root;
    for (const part of name.split('.')) {
      const child = node.children.get(part) ?? newNode();
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return root;
};

/** The ec2 protocol's rule for names: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html. */
const wireName = (member: string, schema: NormalizedSchema): string => {
  const { ec2QueryName, xmlName } = schema.getMergedTraits();
  if (typeof ec2QueryName === 'string') return ec2QueryName;
  const name = typeof xmlName === 'string' ? xmlName : member;
  return name.charAt(0).toUpperCase() + name.slice(1);
};

const invalid = (text: string, name: string): ServiceError =>
  new ServiceError('InvalidParameterValue', `Invalid value '${text}' for ${name}.`);

const simple = (schema: NormalizedSchema, text: string, name: string): unknown => {
  if (schema.isBooleanSchema()) {
    if (!/^(true|false)$/i.test(text)) throw invalid(text, name);
    return text.toLowerCase() === 'true';
  }
  if (schema.isNumericSchema()) {
    if (text.trim() === '' || !Number.isFinite(Number(text))) throw invalid(text, name);
    return Number(text);
  }
  if (schema.isTimestampSchema()) {
    const time = new Date(text);
    if (Number.isNaN(time.getTime())) throw invalid(text, name);
    return time;
  }
  return schema.isBlobSchema() ? new Uint8Array(Buffer.from(text, 'base64')) : text;
};

const list = (schema: NormalizedSchema, node: Node, name: string): readonly unknown[] =>
  [...node.children]
    .map(([index, child]) => {
      if (!/^[1-9]\d*$/.test(index))
        throw new ServiceError('UnknownParameter', `The parameter ${name}.${index} is not recognized`);
      return { index: Number(index), child };
    })
    .sort((a, b) => a.index - b.index)
    .map(({ index, child }) => read(schema.getValueSchema(), child, `${name}.${index}`));

const struct = (schema: NormalizedSchema, node: Node, prefix: string): Readonly<Record<string, unknown>> => {
  const members = new Map([...schema.structIterator()].map(([member, of]) => [wireName(member, of), { member, of }]));
  return Object.fromEntries(
    [...node.children].map(([name, child]) => {
      const path = prefix === '' ? name : `${prefix}.${name}`;
      const known = members.get(name);
      if (known === undefined) throw new ServiceError('UnknownParameter', `The parameter ${path} is not recognized`);
      return [known.member, read(known.of, child, path)];
    }),
  );
};

const read = (schema: NormalizedSchema, node: Node, name: string): unknown => {
  if (schema.isListSchema()) return list(schema, node, name);
  if (schema.isStructSchema()) return struct(schema, node, name);
  return simple(schema, node.text ?? '', name);
};

/**
 * An EC2 query request (`Action=…&Version=…&…`, body or query string) as the input object that the SDK's client was
 * given, by the SDK's own schema of the operation. Throws `ServiceError` in EC2's words: `MissingAction`,
 * `InvalidAction`, `UnknownParameter`, `InvalidParameterValue`.
 */
export const parseQuery = (query: string): { readonly operation: string; readonly input: unknown } => {
  const parameters = new URLSearchParams(query);
  const operation = parameters.get('Action');
  if (operation === null) throw new ServiceError('MissingAction', 'The request is missing an action.');
  const schema = operationSchema(operation);
  if (schema === undefined) {
    throw new ServiceError('InvalidAction', `The action ${operation} is not valid for this web service.`);
  }
  parameters.delete('Action');
  parameters.delete('Version');
  const input = schema.input.isStructSchema() ? struct(schema.input, treeOf(parameters), '') : {};
  return { operation, input };
};
