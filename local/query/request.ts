import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from '../endpoint.ts';
import type { Schemas } from './schemas.ts';

/** Where the query protocols differ: the ec2 protocol's `Filter.1.Name`, and awsQuery's `Names.member.1`. */
export interface Dialect {
  readonly wireName: (member: string, schema: NormalizedSchema) => string;
  /** What stands between a list's name and the numbers of its items; undefined where nothing does. */
  readonly itemName: (list: NormalizedSchema) => string | undefined;
}

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

const invalid = (text: string, name: string): ServiceError =>
  new ServiceError('InvalidParameterValue', `Invalid value '${text}' for ${name}.`);

const unknown = (name: string): ServiceError =>
  new ServiceError('UnknownParameter', `The parameter ${name} is not recognized`);

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

const inputOf = ({ wireName, itemName }: Dialect, input: NormalizedSchema, parameters: URLSearchParams): unknown => {
  const itemsOf = (schema: NormalizedSchema, node: Node, name: string): Node => {
    const between = itemName(schema);
    if (between === undefined) return node;
    const other = [...node.children.keys()].find((child) => child !== between);
    if (other !== undefined) throw unknown(`${name}.${other}`);
    return node.children.get(between) ?? newNode();
  };

  const list = (schema: NormalizedSchema, node: Node, name: string): readonly unknown[] =>
    [...itemsOf(schema, node, name).children]
      .map(([index, child]) => {
        if (!/^[1-9]\d*$/.test(index)) throw unknown(`${name}.${index}`);
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
        if (known === undefined) throw unknown(path);
        return [known.member, read(known.of, child, path)];
      }),
    );
  };

  const read = (schema: NormalizedSchema, node: Node, name: string): unknown => {
    if (schema.isListSchema()) return list(schema, node, name);
    if (schema.isStructSchema()) return struct(schema, node, name);
    return simple(schema, node.text ?? '', name);
  };

  return input.isStructSchema() ? struct(input, treeOf(parameters), '') : {};
};

/**
 * A query request (`Action=…&Version=…&…`) as the input object that the SDK's client was given, by the SDK's own schema of
 * the operation. Throws `ServiceError` in AWS's words: `MissingAction`, `InvalidAction`, `UnknownParameter`,
 * `InvalidParameterValue`.
 */
export const readQuery = (
  parameters: URLSearchParams,
  schemas: Schemas,
  dialect: Dialect,
): { readonly operation: string; readonly input: unknown } => {
  const operation = parameters.get('Action');
  if (operation === null) throw new ServiceError('MissingAction', 'The request is missing an action.');
  const schema = schemas(operation);
  if (schema === undefined) {
    throw new ServiceError('InvalidAction', `The action ${operation} is not valid for this web service.`);
  }
  const rest = new URLSearchParams([...parameters].filter(([name]) => name !== 'Action' && name !== 'Version'));
  return { operation, input: inputOf(dialect, schema.input, rest) };
};

/** The parameters of a request: in the body, or of a GET in the query string. */
export const parametersOf = ({ method, path, body }: { method: string; path: string; body: string }): string =>
  method === 'GET' ? path.slice(path.indexOf('?') + 1) : body;
