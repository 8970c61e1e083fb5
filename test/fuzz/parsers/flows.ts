import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2Client } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { flows } from '../../../cli/commands/flows.ts';
import { Refusal } from '../../../cli/refusal.ts';
import { tellFailure } from '../../../cli/tell-failure.ts';
import { flowLogs } from '../../../lambda/aws/flow-logs.ts';
import { Fault } from '../../../lambda/domain/fault.ts';
import { headerOf, parseFormat } from '../../../lambda/flows/format.ts';
import { readRecords } from '../../../lambda/flows/read.ts';
import { recordText } from '../../../lambda/flows/record.ts';
import { sightingOfRow } from '../../../lambda/flows/row.ts';
import { anyJson } from '../any-json.ts';
import { anyText } from '../any-text.ts';
import { openIo } from '../io.ts';
import { must, type Target } from '../target.ts';
import { checkTold } from '../told.ts';
import { answeredBy, anyWired, orFault, type Wired } from '../wire.ts';

const shipped = readFileSync(new URL('../../../examples/web-db-flows.txt', import.meta.url), 'utf8');

const wide = `version srcaddr dstaddr pkt-srcaddr pkt-dstaddr tcp-flags traffic-path flow-direction log-status action reject-reason
5 10.0.0.1 10.1.0.1 - fd00::1 18 8 egress OK ACCEPT -
5 - - - - - - - NODATA - -
8 10.0.0.1 ::ffff:10.0.0.2 - - 2 - ingress OK REJECT BPA
`;

const formats = [
  `\${srcaddr} \${dstaddr} \${dstport} \${action}`,
  'srcaddr dstaddr',
  'version interface-id srcaddr',
  '',
];
const words = [
  '-',
  'NODATA',
  'SKIPDATA',
  '# Fields: ',
  'srcaddr',
  'action',
  '\r\n',
  '10.0.0.1',
  'fe80::1%eth0',
  '65536',
];

interface Piped {
  readonly format: string | undefined;
  readonly bytes: Uint8Array;
}

const lineTexts = anyText([shipped, wide], words);

/** As text, packed by gzip, packed and cut, or with bytes that are no text. */
const anyBytes: fc.Arbitrary<Uint8Array> = fc.oneof(
  { arbitrary: lineTexts.map((text) => new Uint8Array(Buffer.from(text))), weight: 8 },
  { arbitrary: lineTexts.map((text) => new Uint8Array(gzipSync(text, { level: 1 }))), weight: 1 },
  {
    arbitrary: fc.tuple(lineTexts, fc.nat(200)).map(([text, cut]) => new Uint8Array(gzipSync(text).subarray(0, cut))),
    weight: 1,
  },
  { arbitrary: fc.uint8Array({ maxLength: 200 }), weight: 1 },
);

/** A file of flow log records, as it is piped in: what is told of them, or which lines are none. */
export const flowRecords: Target<Piped> = {
  name: 'flow-records',
  parses: 'records of flow logs, as a file or piped in',
  inputs: fc.record({
    format: fc.oneof(
      { arbitrary: fc.constant(undefined), weight: 7 },
      { arbitrary: anyText(formats, words), weight: 3 },
    ),
    bytes: anyBytes,
  }),
  take: async ({ format, bytes }) => {
    const { io, told } = openIo(bytes);
    try {
      const answer = await flows({ io, options: { data: '' } }, '-', format === undefined ? {} : { format });
      must(answer.exit === 0, 'what could be read is an answer');
      checkTold(answer.text({ ...told.page }));
      JSON.stringify(answer.document);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      must(tellFailure(error, { json: false, debug: false }, io) === 2, 'what is no record is misuse');
      checkTold(told.stderr());
      return 'refused';
    }
    const asked = format === undefined ? undefined : parseFormat(format);
    const read = readRecords(Buffer.from(bytes).toString('utf8'), asked?.ok ? asked.value : undefined);
    for (const { format: own, ...record } of read.records) {
      const again = readRecords(recordText(record, own), own);
      // A line of values that are all names of fields is a header.
      if (headerOf(recordText(record, own)) !== undefined) continue;
      must(
        again.flaws.length === 0 && isDeepStrictEqual(again.records[0]?.values, record.values),
        'a record that is written is read again',
      );
    }
    return 'accepted';
  },
};

const row = (cells: Readonly<Record<string, string>>) =>
  Object.entries(cells).map(([field, value]) => ({ field, value }));

const answers = [
  {
    status: 'Complete',
    statistics: { bytesScanned: 1234, recordsMatched: 3, recordsScanned: 9 },
    results: [
      row({
        interfaceId: 'eni-0a',
        srcAddr: '10.0.0.1',
        dstAddr: '10.1.0.1',
        action: 'REJECT',
        logStatus: 'OK',
        flowPackets: '3',
      }),
      row({
        '@logStream': 'eni-0b-all',
        flowStatus: 'SKIPDATA',
        flowAction: 'ACCEPT',
        flowRecords: '2',
        flowLast: '1795341600',
      }),
    ],
  },
  { status: 'Running', results: [] },
  { status: 'Failed' },
];

let wired: Wired = { status: 200, body: '' };
const client = new CloudWatchLogsClient(answeredBy('application/x-amz-json-1.1', () => wired));
// Only a query is read, which EC2 has no part in.
const port = flowLogs({} as EC2Client, client);

const isCount = (value: number | undefined): boolean => value === undefined || (Number.isFinite(value) && value >= 0);

/** What CloudWatch Logs Insights answers of a query of flow logs. */
export const flowAnswers: Target<Wired> = {
  name: 'flow-answers',
  parses: 'answers of CloudWatch Logs Insights',
  inputs: anyWired(anyJson(answers, ['Complete', 'ACCEPT', 'NODATA', '@logStream', 'flowSource'])),
  take: async (given) => {
    wired = given;
    const progress = await orFault(port.read('query-1'));
    if (progress instanceof Fault) return 'refused';
    if (progress.kind === 'complete')
      for (const each of progress.rows) {
        const { packets, records, last, action } = sightingOfRow(each);
        must(isCount(packets) && isCount(records) && isCount(last), 'counts are counts');
        must(action === undefined || Object.values(each).includes(action), 'an action is one that the row has');
      }
    return 'accepted';
  },
};
