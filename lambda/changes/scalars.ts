/** One value in a request, under the last name that says something, in lower camel case. */
export interface Scalar {
  readonly name: string;
  readonly value: string;
}

/** Names of wrappers around lists and values, in one or another of CloudTrail's forms of a request. */
const wrappers = new Set(['items', 'item', 'member', 'content', 'value']);

/** Of no interest: tags say what people write, tokens differ in each call. */
const isNoise = (name: string): boolean =>
  /^tag(?:s|set|list|specifications?|specificationset)?$|token$|^xmlns$/i.test(name);

/** `transit-gateway-arn`, `TransitGatewayArn` → `transitGatewayArn`. */
const spelt = (key: string): string => {
  const joined = key.replace(/[-_]+(\w)/g, (_, letter: string) => letter.toUpperCase()).replace(/^_+/, '');
  return joined.charAt(0).toLowerCase() + joined.slice(1);
};

const childrenOf = (name: string, value: object): readonly (readonly [string, unknown])[] =>
  Array.isArray(value)
    ? value.map((item) => [name, item] as const)
    : Object.entries(value).flatMap(([key, item]) => {
        const own = spelt(key);
        // `{ tag: 1 }` is the place in a list; a list of tags is called so too.
        if (isNoise(own)) return [];
        return [[wrappers.has(own) && name !== '' ? name : own, item] as const];
      });

/** The texts, numbers and flags in any JSON value, in their order, however deep it is: without tags and tokens. */
export const scalarsOf = (value: unknown): readonly Scalar[] => {
  const found: Scalar[] = [];
  const rest: (readonly [string, unknown])[] = [['', value]];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [name, one] = next;
    if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean')
      found.push({ name, value: String(one) });
    else if (typeof one === 'object' && one !== null)
      for (const child of childrenOf(name, one).toReversed()) rest.push(child);
  }
  return found;
};
