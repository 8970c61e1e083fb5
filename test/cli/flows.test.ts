import { gzipSync } from 'node:zlib';
import { openShell, type Shell } from '../support/command-line.ts';

const v2 =
  '2 111111111111 eni-09234fd609f3aa6d2 10.0.20.236 172.16.0.89 49795 3389 6 3 152 1621151386 1621151388 ACCEPT OK';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});
afterEach(() => shell.remove());

type Chunks = readonly (string | Uint8Array)[];

const piped = (...chunks: Chunks) => ({
  stdin: async function* () {
    for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
  },
});

test('a file is read, each field with its meaning, and no reply is seen', async () => {
  await shell.write('records.txt', `${v2}\n`);
  const { exit, stdout, stderr } = await shell.run('flows records.txt');
  expect([exit, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^line 1\n/);
  expect(stdout).toMatch(/^protocol +6 +the IANA number of the protocol: TCP$/m);
  expect(stdout).toMatch(/^start +1621151386 .*: 2021-05-16T07:49:46Z$/m);
  expect(stdout).toContain(
    '10.0.20.236 → 172.16.0.89, TCP/3389 at eni-09234fd609f3aa6d2: request accepted (3 packets), no reply seen\n',
  );
});

test.each([[['flows']], [['flows', '-']]])('%j reads standard input, in pieces', async (args) => {
  const { exit, stdout } = await shell.run(args, piped(v2.slice(0, 30), v2.slice(30)));
  expect(exit).toBe(0);
  expect(stdout).toContain('1 record.');
});

test('what gzip packed is unpacked', async () => {
  expect((await shell.run('flows', piped(gzipSync(v2)))).stdout).toContain('1 record.');
  expect(await shell.run('flows', piped(gzipSync(v2).subarray(0, 30)))).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('it is no whole gzip file'),
  });
});

test('a custom format is named', async () => {
  const fields = ['srcaddr', 'dstaddr', 'action', 'tcp-flags', 'reject-reason'];
  const format = fields.map((name) => `\${${name}}`).join(' ');
  const { exit, stdout } = await shell.run(['flows', '--format', format], piped('10.0.0.1 10.0.0.2 REJECT 2 BPA'));
  expect(exit).toBe(0);
  expect(stdout).toMatch(/^reject-reason +BPA .*: VPC Block Public Access$/m);
  expect(stdout).toContain('10.0.0.1 → 10.0.0.2: request rejected (1 record), no reply seen');
});

test('records without data, and skipped ones, are counted', async () => {
  const none = (status: string) => `2 1 eni-1235b8ca123456789 - - - - - - - 1431280876 1431280934 - ${status}\n`;
  const { stdout } = await shell.run('flows', piped(none('NODATA'), none('SKIPDATA')));
  expect(stdout).toContain('1 interval without traffic.\n1 interval with skipped records: replies may be missing.\n');
  expect(stdout).toMatch(/^srcaddr +- +.*does not apply, or was not computed$/m);
});

test('--json has every field, with null for what is not there', async () => {
  await shell.write('records.txt', `srcaddr dstaddr action\n10.0.0.1 - ACCEPT\n`);
  expect(await shell.json('flows records.txt')).toEqual({
    exit: 0,
    document: {
      records: [
        {
          line: 2,
          status: 'OK',
          fields: [
            expect.objectContaining({ name: 'srcaddr', value: '10.0.0.1', reading: null }),
            expect.objectContaining({ name: 'dstaddr', value: null, reading: null }),
            expect.objectContaining({ name: 'action', value: 'ACCEPT', reading: 'let through' }),
          ],
        },
      ],
      conversations: [],
    },
  });
});

test('what is no record is told with its line, without what stood there: 2', async () => {
  await shell.write('records.txt', `${v2}\n${v2.replace('ACCEPT', 'SECRET')}\n`);
  const { exit, stdout, stderr } = await shell.run('flows records.txt');
  expect([exit, stdout]).toEqual([2, '']);
  expect(stderr).toContain('records.txt:2:1: `action` is not ACCEPT or REJECT\n');
  expect(stderr).toContain('    `action` must be ACCEPT or REJECT, or `-` where it does not apply');
  expect(stderr).not.toContain('SECRET');
  expect(await shell.json('flows records.txt')).toMatchObject({
    exit: 2,
    document: { error: { code: 'flows', problems: [{ line: 2 }] } },
  });
});

test('a file of another format is told by its first twenty lines, and what to do about it once', async () => {
  expect((await shell.run('flows', piped('one'))).stderr).toContain('the record has 1 field, its format has 14');
  const { stderr } = await shell.run('flows', piped('no record\n'.repeat(50)));
  expect(stderr.match(/^-:\d+:1: /gm)).toHaveLength(20);
  expect(stderr.match(/name the fields/g)).toHaveLength(1);
  expect(stderr).toContain('standard input is wrong; 30 more lines are too');
});

test.each<[string, readonly string[], Chunks, string]>([
  ['a file that is not there', ['flows', 'none.txt'], [], 'there is no such file'],
  ['a folder', ['flows', '.'], [], 'it is a folder'],
  ['nothing', ['flows'], [''], 'there is no record'],
  ['bytes that are no text', ['flows'], [new Uint8Array([0xff, 0xfe, 0x00])], 'it is not UTF-8 text'],
  ['a Parquet file', ['flows'], ['PAR1'], 'it is a Parquet file'],
  ['a misspelt field', ['flows', '--format', 'srcadr dstaddr'], [v2], 'did you mean `srcaddr`?'],
  ['more than 64 MB', ['flows'], Array(65).fill(new Uint8Array(1024 * 1024)), 'it is larger than 64 MB'],
])('%s: 2', async (_, args, chunks, message) => {
  const { exit, stdout, stderr } = await shell.run(args, piped(...chunks));
  expect([exit, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('what would mislead a terminal is not printed', async () => {
  const { stdout } = await shell.run(
    ['flows', '--format', 'interface-id srcaddr'],
    piped('eni-\u001b[2J\u202e1 10.0.0.1'),
  );
  for (const unseen of ['\u001b', '\u202e']) expect(stdout).not.toContain(unseen);
});
