import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultInfo } from '../../lambda/domain/fault.ts';
import { readFolder } from '../../lambda/snapshot/read-folder.ts';
import { documentKeys, type Snapshot } from '../../lambda/snapshot/snapshot.ts';
import { writeFolder } from '../../lambda/snapshot/write-folder.ts';
import { aFolder, type TemporaryFolder } from '../support/folders.ts';

const fault: FaultInfo = { kind: 'denied', operation: 'DescribeSubnets', code: 'UnauthorizedOperation', message: 'no' };
const snapshot: Snapshot = {
  takenAt: '2026-11-22T10:00:00.000Z',
  documents: { Vpcs: [{ VpcId: 'vpc-1' }], VpcBlockPublicAccessOptions: [{ InternetGatewayBlockMode: 'off' }] },
  unreadable: { Subnets: fault },
};

describe('a snapshot that is written', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = aFolder();
  });
  afterEach(() => folder.remove());

  const read = async () => (await readFolder(folder.path, 'another time')).snapshot;
  const files = () => readdirSync(folder.path).sort();
  const content = (file: string) => readFileSync(join(folder.path, file), 'utf8');

  test('is a file a part and one of its own', async () => {
    await writeFolder(folder.path, snapshot);
    expect(files()).toEqual(['PathwatchSnapshot.json', 'VpcBlockPublicAccessOptions.json', 'Vpcs.json']);
    expect(content('Vpcs.json')).toBe('{\n "Vpcs": [\n  {\n   "VpcId": "vpc-1"\n  }\n ]\n}\n');
    expect(JSON.parse(content('PathwatchSnapshot.json'))).toEqual({
      PathwatchSnapshot: { takenAt: snapshot.takenAt, unreadable: { Subnets: fault } },
    });
  });

  test('is read as it was', async () => {
    await writeFolder(folder.path, snapshot);
    expect(await read()).toEqual(snapshot);
  });

  test('makes its folder', async () => {
    const deeper = join(folder.path, 'a/b');
    await writeFolder(deeper, snapshot);
    expect((await readFolder(deeper, '')).snapshot).toEqual(snapshot);
  });

  test('replaces the one before, whole', async () => {
    await writeFolder(folder.path, { ...snapshot, documents: { NatGateways: [{ NatGatewayId: 'nat-1' }] } });
    folder.put('Vpcs.json.tmp', '{"Vpcs": [');
    await writeFolder(folder.path, snapshot);
    expect(await read()).toEqual(snapshot);
    expect(files()).toHaveLength(3);
  });

  test('is unknown in every part until its last file is written', async () => {
    await writeFolder(folder.path, snapshot);
    const cyclic: Record<string, unknown> = { SubnetId: 'subnet-1' };
    cyclic.self = cyclic;
    const unwritable = { ...snapshot, documents: { Vpcs: [{ VpcId: 'vpc-2' }], Subnets: [cyclic] } };
    await expect(writeFolder(folder.path, unwritable)).rejects.toThrow(TypeError);
    expect(Object.keys((await read()).unreadable)).toEqual(documentKeys);
    await writeFolder(folder.path, snapshot);
    expect(await read()).toEqual(snapshot);
  });

  test('has the static routes of its transit gateways where Batfish looks for them', async () => {
    const [fixed, learnt] = [
      { DestinationCidrBlock: '10.0.0.0/8', Type: 'static', State: 'blackhole' },
      { DestinationCidrBlock: '10.1.0.0/16', Type: 'propagated', State: 'active' },
    ];
    const table = { TransitGatewayRouteTableId: 'tgw-rtb-1', AdditionalRoutesAvailable: false };
    const documents = { TransitGatewayRoutes: [{ ...table, Routes: [fixed, learnt] }] };
    const TransitGatewayStaticRoutes = [{ ...table, Routes: [fixed] }];
    await writeFolder(folder.path, { ...snapshot, documents });
    expect((await read()).documents).toEqual({ ...documents, TransitGatewayStaticRoutes });

    await writeFolder(folder.path, { ...snapshot, documents, unreadable: { TransitGatewayRoutes: fault } });
    expect((await read()).unreadable).toEqual({ TransitGatewayRoutes: fault, TransitGatewayStaticRoutes: fault });

    await writeFolder(folder.path, { ...snapshot, documents: { ...documents, TransitGatewayStaticRoutes: [] } });
    expect((await read()).documents).toEqual({ ...documents, TransitGatewayStaticRoutes: [] });
  });

  test.each(['notes.txt', 'us-east-1/Vpcs.json', '.gitignore', 'Vpcs.json'])(
    'is not written over %s of somebody else',
    async (file) => {
      folder.put(file, 'theirs');
      await expect(writeFolder(folder.path, snapshot)).rejects.toMatchObject({ name: 'FolderError', flaw: 'foreign' });
      expect(content(file)).toBe('theirs');
      expect(files()).toHaveLength(1);
    },
  );

  test('is not written where a file is', async () => {
    folder.put('file', '');
    await expect(writeFolder(join(folder.path, 'file'), snapshot)).rejects.toMatchObject({ flaw: 'no-folder' });
    await expect(writeFolder(join(folder.path, 'file/below'), snapshot)).rejects.toMatchObject({ flaw: 'no-folder' });
  });
});
