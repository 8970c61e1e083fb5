import type { NetworkCall } from './network-calls.ts';

/*
 * The words of a command of the AWS CLI as the call that it makes, as far as Pathwatch's own commands go:
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html.
 */

const pascal = (name: string): string =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Fields that are numbers. */
const numeric = new Set(['FromPort', 'ToPort', 'From', 'To']);

/** `A=1,B=[{C=x}],D={E=y}`; throws for what is not so written. */
const shorthand = (text: string): unknown => {
  let at = 0;
  const scalar = (): unknown => {
    const [value = ''] = /^[^,\]}]*/.exec(text.slice(at)) ?? [];
    at += value.length;
    return value;
  };
  const value = (): unknown => {
    if (text[at] === '{') {
      at += 1;
      const inner = structure();
      if (text[at] !== '}') throw new Error(`no } at ${at} of ${text}`);
      at += 1;
      return inner;
    }
    if (text[at] !== '[') return scalar();
    const items: unknown[] = [];
    do {
      at += 1;
      items.push(value());
    } while (text[at] === ',');
    if (text[at] !== ']') throw new Error(`no ] at ${at} of ${text}`);
    at += 1;
    return items;
  };
  const structure = (): Record<string, unknown> => {
    const fields: Record<string, unknown> = {};
    do {
      if (text[at] === ',') at += 1;
      const [, name] = /^([A-Za-z0-9]+)=/.exec(text.slice(at)) ?? [];
      if (name === undefined) throw new Error(`no name at ${at} of ${text}`);
      at += name.length + 1;
      const inner = value();
      fields[name] = numeric.has(name) ? Number(inner) : inner;
    } while (text[at] === ',');
    return fields;
  };
  const read = structure();
  if (at < text.length) throw new Error(`more after ${at} of ${text}`);
  return read;
};

/** Options with lists of structures or of texts, and those with one structure. */
const structures = new Set(['ip-permissions', 'security-group-rules']);
const lists = new Set(['instance-ids', 'groups']);
const single = new Set(['port-range']);

const optionOf = (option: string, values: readonly string[]): unknown => {
  if (structures.has(option)) return values.map(shorthand);
  if (lists.has(option)) return values;
  const [value] = values;
  if (values.length > 1) throw new Error(`--${option} takes one value`);
  if (value === undefined) return true;
  if (single.has(option)) return shorthand(value);
  return option === 'rule-number' ? Number(value) : value;
};

type Input = Readonly<Record<string, unknown>>;

/** What the CLI itself makes of the simple options of a rule. */
const ruled = ({ Protocol, Port, Cidr, ...rest }: Input): Input => {
  if (Protocol === undefined) return rest;
  const [from, to = from] = String(Port).split('-');
  const permission = { IpProtocol: Protocol, FromPort: Number(from), ToPort: Number(to), IpRanges: [{ CidrIp: Cidr }] };
  return { ...rest, IpPermissions: [permission] };
};

const numbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1' };

const entered = ({ Ingress: _ingress, Egress, Protocol, ...rest }: Input): Input => ({
  ...rest,
  Egress: Egress === true,
  ...(Protocol !== undefined && { Protocol: numbers[String(Protocol)] ?? Protocol }),
});

/** The call that a command makes. Throws for words that are no such command. */
export const callOf = (words: readonly string[]): NetworkCall => {
  const [program, service, operation = '', ...rest] = words;
  if (program !== 'aws' || service !== 'ec2') throw new Error(`${words.join(' ')} is no command of EC2`);
  const options = rest.reduce<(readonly [string, string[]])[]>((all, word) => {
    if (word.startsWith('--')) all.push([word.slice(2), []]);
    else if (all.length === 0) throw new Error(`${word} belongs to no option`);
    else all.at(-1)?.[1].push(word);
    return all;
  }, []);
  const input = Object.fromEntries(options.map(([option, values]) => [pascal(option), optionOf(option, values)]));
  const made = operation.includes('security-group') ? ruled(input) : input;
  return [pascal(operation), operation.includes('acl-entry') ? entered(made) : made];
};
