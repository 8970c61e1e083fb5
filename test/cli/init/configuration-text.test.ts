import fc from 'fast-check';
import { parse } from 'yaml';
import { isProposed } from '../../../cli/init/offer.ts';
import type { Snapshot } from '../../../lambda/snapshot/snapshot.ts';
import { addInternetGateway, oneVpc, type SmallNetwork } from '../../support/small-network.ts';
import { addBalancer, gateway, rename, tag, threeTiers } from '../discover/sample.ts';
import { drafted, idsIn, read, uncommented } from './draft.ts';

const textOf = (network: SmallNetwork): string => drafted(network.snapshot()).text;

test('what gets through is declared, the rest stands as comments that declare it when they are none', () => {
  expect(textOf(threeTiers())).toBe(`# yaml-language-server: $schema=schema.json

# Proposed by \`pathwatch init\` from the network as it was described at 2026-01-01T00:00:00.000Z. Nothing is
# watched yet: these are guesses at what may be critical, and only somebody who knows the network can say what
# is.
# 1. Keep what is critical, and give it the id that alerts are to name: the history of a path hangs on its id.
# 2. What is commented out at the end is not watched: take away the \`# \` before its lines to declare it.
# 3. \`pathwatch validate\` checks this file, \`pathwatch list-targets\` tells what its ends stand for, \`pathwatch
# cost\` what a month costs.
# 4. Say under \`channels\` where alerts go, and deploy: README.md.
# Every key is described in docs/configuration.md.

defaults:
  every: 5 minutes
paths:
  # Why: the load balancer shop faces the internet and listens on port 443.
  # Now: reachable (network model); about $0.54 a month.
  - id: internet-to-shop-443
    from: igw-00000001
    to: eni-000000b1
    protocol: tcp
    port: 443

  # Why: the load balancer shop forwards its port 443 to the target group tg, on tcp/8080.
  # Now: reachable (network model; 2 pairs); about $1.08 a month.
  - id: shop-to-web-8080
    from: eni-000000b1
    to: { tags: { Name: web } }
    protocol: tcp
    port: 8080

  # Why: the security group sg-db (sg-db) admits sg-web (sg-web) on tcp/5432, the port of PostgreSQL; the
  #      interface is of RDS.
  # Now: reachable (network model; 2 pairs); about $1.08 a month.
  - id: web-to-rds-sg-db-5432
    from: { tags: { Name: web } }
    to: eni-000000d1
    protocol: tcp
    port: 5432

  # Why: vpc-0 has the internet gateway igw-00000001, and nobody on the internet should reach PostgreSQL on
  #      tcp/5432.
  # Now: unreachable, as it should be: no network interface in vpc-0 has 10.0.2.50 as its public address (network
  #      model); about $0.54 a month.
  # - id: internet-not-to-rds-sg-db-5432
  #   from: igw-00000001
  #   to: eni-000000d1
  #   protocol: tcp
  #   port: 5432
  #   expect: unreachable

# channels: # AWS sends each address a mail first, to be confirmed
#   email:
#     - netops@example.com
`);
});

test('a promise that does not hold, and what was not seen, are told with their reasons', () => {
  const network = threeTiers();
  network.forget('SecurityGroups');
  expect(textOf(network)).toContain(
    '# Now: unknown: the network model cannot tell: the snapshot has no SecurityGroups',
  );
});

/** The names of everything that has one. */
const renamed = (name: string): SmallNetwork => {
  const network = oneVpc({ '0.0.0.0/0': gateway });
  addInternetGateway(network, gateway);
  network.group('sg-lb', 'vpc-0', ['tcp/443 0.0.0.0/0']);
  network.group('sg-db', 'vpc-0', ['tcp/5432 sg-open', 'tcp/8080 sg-lb']);
  addBalancer(network, { name });
  network.eni('eni-0000000a', { subnet: 'subnet-a', addresses: ['10.0.1.10'] });
  network.eni('eni-0000000d', { subnet: 'subnet-b', addresses: ['10.0.2.50'], groups: ['sg-db'] });
  for (const id of ['i-0000000a', 'i-0000000d', gateway]) tag(network, id, { Name: name, role: `${name}${id}` });
  for (const group of ['sg-db', 'sg-open', 'sg-lb']) rename(network, group, name);
  return network;
};

const hold = (name: string): void => {
  const snapshot: Snapshot = renamed(name).snapshot();
  const { offers, text } = drafted(snapshot);
  const ids = (proposed: boolean) => offers.filter((one) => isProposed(one) === proposed).map(({ entry }) => entry.id);
  expect(ids(true).length).toBeGreaterThan(0);
  expect(idsIn(read(text))).toEqual(ids(true));
  expect(idsIn(read(uncommented(text)))).toEqual([...ids(true), ...ids(false)]);
  expect(Object.keys(parse(text))).toEqual(['defaults', 'paths']);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/);
};

test.each([
  'x\n  - id: evil\n    from: i-0',
  '\r\n\r\npaths: []\r\n',
  '\u2028channels:\u2029  email: [evil@example.com]\u0085',
  '\u0000\u0007\u001b[2J\u202e',
  '# - id: evil #   from: i-0 ',
  '- id: evil - id: evil - id: evil - id: evil - id: evil - id: evil - id: evil - id: evil - id: evil - id: evil',
  '"\'`{}[]&*!|>%@,:#?-~<<',
  '*',
  '__proto__',
  'null',
  ' '.repeat(100),
  '\ud800',
  'x'.repeat(3000),
])('a name such as %j breaks nothing', hold);

test('nor does any other', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({
          unit: fc.constantFrom(
            '\n',
            '\r',
            '#',
            ' ',
            '- id: ',
            'paths:',
            '"',
            "'",
            '{',
            '}',
            ': ',
            '\t',
            '*',
            'a',
            '|',
            '&',
          ),
          maxLength: 100,
        }),
      ),
      hold,
    ),
    { numRuns: 150 },
  );
});
