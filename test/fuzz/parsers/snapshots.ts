import { rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { discover } from '../../../cli/discover/discover.ts';
import { analysisText } from '../../../cli/print-analysis.ts';
import { snapshotText } from '../../../cli/print-snapshot.ts';
import { parseEndpoint } from '../../../lambda/domain/endpoint-text.ts';
import { appraise } from '../../../lambda/monitor/appraise.ts';
import { worldOf } from '../../../lambda/monitor/world.ts';
import { modelOf } from '../../../lambda/reachability/analyze.ts';
import { answerDocument } from '../../../lambda/reachability/document.ts';
import type { Query } from '../../../lambda/reachability/query.ts';
import { FolderError } from '../../../lambda/snapshot/folder-error.ts';
import { parsed } from '../../../lambda/snapshot/parse.ts';
import { readFolder } from '../../../lambda/snapshot/read-folder.ts';
import type { DocumentKey, Documents, Snapshot } from '../../../lambda/snapshot/snapshot.ts';
import { open, sample, shut } from '../../reachability/sample.ts';
import { aFolder } from '../../support/folders.ts';
import { aPath } from '../../support/paths.ts';
import { wholeNetwork } from '../../support/whole-network.ts';
import { anyJson } from '../any-json.ts';
import { openIo } from '../io.ts';
import { isSame, must, type Target } from '../target.ts';
import { checkTold } from '../told.ts';

const TAKEN = '2026-11-22T00:00:00.000Z';
const network = sample();
const queries: readonly Query[] = [...Object.values(open), ...Object.values(shut)];

/** What nothing can be reachable without. */
const needed: readonly DocumentKey[] = ['NetworkInterfaces', 'SecurityGroups'];

const own = {
  PathwatchSnapshot: { takenAt: TAKEN, unreadable: { Vpcs: { kind: 'denied', operation: 'DescribeVpcs' } } },
};
const recorded = { status_code: 200, data: { Vpcs: network.Vpcs, NextToken: 'x' } };
const refused = { Error: { Code: 'UnauthorizedOperation', Message: 'not allowed' } };

const words = [
  'NextToken',
  'VpcId',
  'eni-a',
  'sg-0',
  'igw-0',
  'pl-0',
  '0.0.0.0/0',
  '-1',
  'local',
  '\ufeff',
  ...Object.keys(network),
];

interface Filed {
  readonly name: string;
  readonly content: string;
  /** Windows' own shell writes it so. */
  readonly wide: boolean;
  readonly asked: number;
}

const anyFiled: fc.Arbitrary<Filed> = fc.record({
  name: fc.constantFrom('network.json', 'Subnets.json', 'PathwatchSnapshot.json', 'SecurityGroups-us-east-1.JSON'),
  content: anyJson([network, network, network, { ...network, ...own }, wholeNetwork, own, recorded, refused], words),
  wide: fc.oneof({ arbitrary: fc.constant(false), weight: 19 }, { arbitrary: fc.constant(true), weight: 1 }),
  asked: fc.nat(1_000),
});

const folder = aFolder();
process.once('exit', () => folder.remove());

const read = async ({ name, content, wide }: Filed): Promise<Snapshot | undefined> => {
  writeFileSync(`${folder.path}/${name}`, wide ? Buffer.from(`\ufeff${content}`, 'utf16le') : content);
  try {
    const { snapshot, problems } = await readFolder(folder.path, TAKEN);
    const whole = [...Object.values(snapshot.unreadable), ...problems];
    must(
      whole.every(({ operation, code, message }) => operation !== '' && code !== '' && message !== ''),
      'what could not be read is told with its file and why',
    );
    return snapshot;
  } catch (error) {
    if (!(error instanceof FolderError)) throw error;
    must(error.message !== '', 'a folder that is none is told');
    return undefined;
  } finally {
    rmSync(`${folder.path}/${name}`);
  }
};

/** Two questions of the network as it was, and one between two ends that the file names. */
const asked = (documents: Documents, pick: number): readonly Query[] => {
  const ends = (documents.NetworkInterfaces ?? []).flatMap(({ NetworkInterfaceId: id }) =>
    typeof id === 'string' ? [id] : [],
  );
  const at = (offset: number): string => ends[(pick + offset) % Math.max(1, ends.length)] ?? 'internet';
  const known = [0, 7].flatMap((offset) => queries[(pick + offset) % queries.length] ?? []);
  return [...known, { from: at(0), to: pick % 3 === 0 ? 'internet' : at(1), protocol: pick % 2 === 0 ? 'any' : 'tcp' }];
};

const checkAnswers = (snapshot: Snapshot, pick: number): void => {
  const model = modelOf(snapshot);
  const { page } = openIo().told;
  for (const query of asked(snapshot.documents, pick)) {
    const answer = model.analyze(query);
    const missing = needed.filter((key) => (snapshot.documents[key] ?? []).length === 0);
    must(
      answer.verdict !== 'reachable' || missing.length === 0,
      `${query.from} reaches nothing (${query.to}) of which ${missing} are not known`,
    );
    JSON.stringify(answerDocument(answer));
    checkTold(analysisText({ query, answer }, page));
  }
};

/** What the sweep makes of it, and what `init` finds in it. */
const checkWorld = (snapshot: Snapshot, pick: number): void => {
  const world = worldOf(snapshot);
  const from = parseEndpoint('eni-a');
  const to = parseEndpoint(pick % 2 === 0 ? 'eni-d' : 'internet');
  if (from.ok && to.ok) appraise(aPath({ from: from.value, to: to.value }), world);
  if (pick % 20 === 0) discover(world, 20);
};

/** A file of a snapshot folder: a network and what the model says of it, and which parts of it are not known. */
export const snapshots: Target<Filed> = {
  name: 'snapshots',
  parses: "files of a snapshot folder, up to the model's answers",
  inputs: anyFiled,
  take: async (filed) => {
    const snapshot = await read(filed);
    if (snapshot === undefined) return 'refused';
    if (filed.asked % 10 === 0) checkTold(snapshotText('folder', snapshot, openIo().told.page));
    const { documents } = snapshot;
    const again = parsed(JSON.parse(JSON.stringify(documents)));
    must(isSame(again.documents, documents), 'what was taken of a file is taken again when it is written');
    checkAnswers(snapshot, filed.asked);
    checkWorld(snapshot, filed.asked);
    return 'accepted';
  },
};
