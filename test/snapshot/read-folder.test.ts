import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { readFolder } from '../../lambda/snapshot/read-folder.ts';
import { documentKeys } from '../../lambda/snapshot/snapshot.ts';
import { aFolder, type TemporaryFolder } from '../support/folders.ts';

const takenAt = '2026-11-22T10:00:00.000Z';
const vpcs = (...ids: readonly string[]) => ({ Vpcs: ids.map((VpcId) => ({ VpcId })) });
const whole = JSON.stringify(vpcs('vpc-1', 'vpc-2'));

describe('a snapshot folder', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = aFolder();
  });
  afterEach(() => folder.remove());

  const read = () => readFolder(folder.path, takenAt);
  const faults = async () =>
    Object.fromEntries(Object.entries((await read()).snapshot.unreadable).map(([key, { code }]) => [key, code]));

  test('is read in the order of its folders and files, whatever their layout', async () => {
    folder.put('us-west-2/Vpcs.json', vpcs('vpc-4'));
    folder.put('accounts/222222222222/us-east-1/anything.json', { ...vpcs('vpc-2'), Subnets: [] });
    folder.put('accounts/111111111111/us-east-1/Vpcs.json', vpcs('vpc-1'));
    folder.put('b.json', vpcs('vpc-3'));
    expect(await read()).toEqual({
      snapshot: { takenAt, documents: { ...vpcs('vpc-1', 'vpc-2', 'vpc-3', 'vpc-4'), Subnets: [] }, unreadable: {} },
      files: [
        'accounts/111111111111/us-east-1/Vpcs.json',
        'accounts/222222222222/us-east-1/anything.json',
        'b.json',
        'us-west-2/Vpcs.json',
      ],
      ignored: [],
      problems: [],
    });
  });

  test('leaves out what is hidden, what Batfish keeps of others, and what is no JSON by its name', async () => {
    folder.put('Vpcs.json', vpcs('vpc-1'));
    folder.put('_hosts/Vpcs.json', vpcs('vpc-2'));
    folder.put('.git/Vpcs.json', vpcs('vpc-3'));
    folder.put('.Vpcs.json', vpcs('vpc-4'));
    folder.put('Vpcs.json.tmp', '{');
    folder.put('DBInstances.json', { DBInstances: [] });
    folder.put('queries.json', [{ id: 'one' }]);
    const { snapshot, files, ignored, problems } = await read();
    expect(snapshot.documents).toEqual(vpcs('vpc-1'));
    expect({ files, ignored, problems }).toEqual({
      files: ['Vpcs.json'],
      ignored: ['DBInstances.json', 'queries.json'],
      problems: [],
    });
  });

  test.each([
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${whole}`)],
    ['UTF-16', Buffer.from(`\uFEFF${whole}`, 'utf16le')],
  ])('may be in %s', async (_, bytes) => {
    folder.put('Vpcs.json', bytes);
    expect((await read()).snapshot.documents).toEqual(vpcs('vpc-1', 'vpc-2'));
  });

  test('has more files than are read at once', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `vpc-${100 + index}`);
    for (const id of ids) folder.put(`${id}.json`, vpcs(id));
    expect((await read()).snapshot.documents).toEqual(vpcs(...ids));
  });

  test.each(['', '{', whole.slice(0, -1), `${whole}}`, Buffer.from([0x7b, 0x80, 0x7d])])(
    'has unreadable what a file is named after that is no JSON',
    async (content) => {
      folder.put('Vpcs-us-west-2.json', content);
      folder.put('Subnets.json', { Subnets: [] });
      expect(Object.keys(await faults())).toEqual(['Vpcs']);
    },
  );

  test('has unreadable what a file began to hold before it was cut off', async () => {
    const content = JSON.stringify({
      NextToken: 'a "quoted\\" one',
      Reservations: [{ ReservationId: 'r-1', Instances: [{ NetworkInterfaces: [{}] }] }],
      NetworkAcls: [{ NetworkAclId: 'acl-1' }],
    });
    folder.put('everything.json', content.slice(0, -4));
    folder.put('recorded.json', JSON.stringify({ status_code: 200, data: { Subnets: [{ Tags: [] }] } }).slice(0, -9));
    expect(await faults()).toEqual({ Reservations: 'NotJson', NetworkAcls: 'NotJson', Subnets: 'NotJson' });
  });

  test('tells what a broken file that may be of anything is', async () => {
    folder.put('Vpcs.json', vpcs('vpc-1'));
    folder.put('output.json', '');
    folder.put('error.json', { Error: { Code: 'AuthFailure' } });
    const { snapshot, problems } = await read();
    expect(snapshot.unreadable).toEqual({});
    expect(problems.map(({ operation, code }) => [operation, code])).toEqual([
      ['error.json', 'AuthFailure'],
      ['output.json', 'NotJson'],
    ]);
  });

  test.each([
    [{ Error: { Code: 'UnauthorizedOperation', Message: 'no' } }, 'UnauthorizedOperation'],
    [[{ NetworkAclId: 'acl-1' }], 'NoAnswer'],
    [{}, 'NoAnswer'],
    [null, 'NoAnswer'],
    [{ NetworkAcls: 'none' }, 'NotAList'],
    [{ NetworkAcls: [null] }, 'MalformedElements'],
    [{ NetworkAcls: [{ VpcId: 'vpc-1' }] }, 'MalformedElements'],
    [{ NetworkAcls: [], NextToken: 'more' }, 'Incomplete'],
  ])('never reads %j as an absence', async (content, code) => {
    folder.put('NetworkAcls.json', content);
    expect(await faults()).toEqual({ NetworkAcls: code });
  });

  test('says in words which file is wrong, and how', async () => {
    folder.put('a/Vpcs.json', { Error: { Code: 'AuthFailure', Message: 'AWS was not able to validate it.' } });
    expect((await read()).snapshot.unreadable.Vpcs).toEqual({
      kind: 'malformed',
      operation: 'a/Vpcs.json',
      code: 'AuthFailure',
      message: 'a/Vpcs.json holds an error, not an answer: AuthFailure: AWS was not able to validate it.',
    });
  });

  test('is as old as its oldest part, and as blind as each', async () => {
    const fault = { kind: 'denied', operation: 'DescribeVpcs', code: 'UnauthorizedOperation', message: 'no' };
    const own = (at: unknown, unreadable: unknown) => ({ PathwatchSnapshot: { takenAt: at, unreadable } });
    folder.put('a/PathwatchSnapshot.json', own('2026-11-22T09:00:00.000Z', { Subnets: null, Other: fault }));
    folder.put('b/PathwatchSnapshot.json', own('2026-11-22T08:00:00.000Z', { Vpcs: fault }));
    folder.put('c/PathwatchSnapshot.json', own('yesterday', 'text'));
    folder.put('c/Vpcs.json', '');
    const { snapshot } = await read();
    expect(snapshot.takenAt).toBe('2026-11-22T08:00:00.000Z');
    expect(snapshot.unreadable).toEqual({
      Vpcs: fault,
      Subnets: {
        kind: 'malformed',
        operation: 'PathwatchSnapshot',
        code: 'Unreadable',
        message: 'could not be described',
      },
    });
  });

  test('is unknown in a part of which it says nothing but that it could not be read', async () => {
    const nothing = { kind: '', operation: '', code: '', message: '' };
    folder.put('PathwatchSnapshot.json', { PathwatchSnapshot: { unreadable: { Vpcs: nothing } } });
    expect((await readFolder(folder.path, takenAt)).snapshot.unreadable.Vpcs).toEqual({
      kind: 'malformed',
      operation: 'PathwatchSnapshot',
      code: 'Unreadable',
      message: 'could not be described',
    });
  });

  test.each(['', '{}', '{"PathwatchSnapshot": 1}'])(
    'is unknown in every part where the list of what is unreadable is lost: %j',
    async (content) => {
      folder.put('PathwatchSnapshot.json', content);
      folder.put('Vpcs.json', vpcs('vpc-1'));
      expect(Object.keys(await faults()).sort()).toEqual([...documentKeys].sort());
    },
  );

  test('follows links within itself alone', async () => {
    const outside = aFolder();
    try {
      outside.put('Vpcs.json', vpcs('vpc-9'));
      folder.put('.data/Vpcs.json', vpcs('vpc-1'));
      folder.put('Subnets.json', { Subnets: [] });
      symlinkSync(join(folder.path, '.data/Vpcs.json'), join(folder.path, 'Vpcs.json'));
      symlinkSync(join(outside.path, 'Vpcs.json'), join(folder.path, 'Vpcs-2.json'));
      symlinkSync('nowhere', join(folder.path, 'NatGateways.json'));
      symlinkSync(folder.path, join(folder.path, 'round'));
      symlinkSync(outside.path, join(folder.path, '_hosts'));
      const { snapshot, problems } = await read();
      expect(snapshot.documents.Vpcs).toEqual([{ VpcId: 'vpc-1' }]);
      expect(await faults()).toEqual({ Vpcs: 'Link', NatGateways: 'Link' });
      expect(problems.map(({ operation }) => operation)).toEqual(['round']);
      symlinkSync(folder.path, join(outside.path, 'link'));
      expect(await readFolder(join(outside.path, 'link'), takenAt)).toEqual(await read());
    } finally {
      outside.remove();
    }
  });

  test('is an error where there is none', async () => {
    const missing = join(folder.path, 'missing');
    await expect(readFolder(missing, takenAt)).rejects.toMatchObject({
      name: 'FolderError',
      flaw: 'missing',
      message: `there is no folder ${missing}`,
    });
  });

  test('is an error where it is a file', async () => {
    folder.put('Vpcs.json', vpcs('vpc-1'));
    await expect(readFolder(join(folder.path, 'Vpcs.json'), takenAt)).rejects.toMatchObject({ flaw: 'no-folder' });
  });

  test('is an error where nothing in it is of a network', async () => {
    const message = `the folder ${folder.path} holds no answer of a Describe call`;
    await expect(read()).rejects.toMatchObject({ flaw: 'empty', message });
    folder.put('package.json', { name: 'x' });
    await expect(read()).rejects.toThrow(`${message}: none of its 1 JSON files is one`);
    folder.put('output.json', '');
    await expect(read()).rejects.toThrow(`${message}: output.json is no JSON: Unexpected end of JSON input`);
  });
});
