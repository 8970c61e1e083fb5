import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { commandText } from '../../lambda/fixes/text.ts';

/** Its words as a real shell reads them, of several commands at once. */
const readBack = (commands: readonly (readonly string[])[]): readonly (readonly string[])[] => {
  const script = commands
    .map((words) => `printf '%s\\0' ${commandText({ words }).join('\n')}\nprintf 'END\\0'`)
    .join('\n');
  const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
  const read: string[][] = [[]];
  for (const word of stdout.split('\0').slice(0, -1))
    if (word === 'END') read.push([]);
    else read.at(-1)?.push(word);
  return read.slice(0, -1);
};

const word = fc
  .string({
    unit: fc.constantFrom(...'aZ09-=~.,:/[]{}()<>|&;#*?!$`\'"\\ \t\n', '--', 'é', '→', '$(id)', '%s'),
    maxLength: 30,
  })
  .filter((text) => text !== 'END');

test('a POSIX shell reads the words that were written, whatever they are', () => {
  const commands = fc.sample(fc.array(word, { minLength: 1, maxLength: 12 }), 200);
  expect(readBack(commands)).toEqual(commands);
});

test('lines are no longer than the width where words allow, and all but the last go on', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'abc019-./{'), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 20 }), fc.integer({ min: 50, max: 120 }), (words, width) => {
      const lines = commandText({ words }, width);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
      expect(lines.slice(0, -1).every((line) => line.endsWith(' \\'))).toBe(true);
      expect(lines.at(-1)).not.toMatch(/\\$/);
    }),
  );
});

test('an option stays with its value', () => {
  const words = [
    ...['aws', 'ec2', 'create-transit-gateway-route', '--transit-gateway-route-table-id', 'tgw-rtb-05c9fa8db5415ce07'],
    ...['--destination-cidr-block', '10.0.0.0/16', '--transit-gateway-attachment-id', 'tgw-attach-0a7b6c5d4e3f20819'],
  ];
  expect(commandText({ words })).toEqual([
    'aws ec2 create-transit-gateway-route \\',
    '  --transit-gateway-route-table-id tgw-rtb-05c9fa8db5415ce07 \\',
    '  --destination-cidr-block 10.0.0.0/16 \\',
    '  --transit-gateway-attachment-id tgw-attach-0a7b6c5d4e3f20819',
  ]);
  expect(commandText({ words }, Number.POSITIVE_INFINITY)).toEqual([words.join(' ')]);
});

test('what a shell would expand is quoted', () => {
  expect(commandText({ words: ['aws', '--ip-permissions', 'IpRanges=[{CidrIp=10.0.0.0/16}]', "it's", ''] })).toEqual([
    "aws --ip-permissions 'IpRanges=[{CidrIp=10.0.0.0/16}]' 'it'\\''s' ''",
  ]);
});
