import { openShell, type Shell } from '../support/command-line.ts';
import { corpus, corpusFolders } from '../support/corpus.ts';

/* What others say of recorded networks, asked through the command. */

interface Case {
  readonly id: string;
  readonly snapshot: string;
  readonly source: string;
  readonly sourceIp?: string;
  readonly destination: string;
  readonly destinationIp?: string;
  readonly protocol: string;
  readonly port?: number;
  readonly sourcePort?: number;
  readonly expected: string;
  /** What is to be asked in place of a protocol that no rule names. */
  readonly engineProbe?: { readonly protocol: string; readonly port: number };
}

interface Probe extends Omit<Case, 'expected' | 'engineProbe'> {
  readonly expectedForward: string;
  readonly expectedReturn?: string;
}

interface Answered {
  readonly id?: string;
  readonly verdict: string;
  readonly forward: { readonly verdict: string; readonly findings: readonly { readonly code: string }[] };
  readonly return: { readonly verdict: string };
}

const cases = (corpus('batfish/cases.json') ?? []) as readonly Case[];
const probes = (corpus('np-guard/probes.json') ?? []) as readonly Probe[];
const folders = [...corpusFolders('batfish'), ...corpusFolders('np-guard')];
const folderOf = (snapshot: string): string => folders.find((folder) => folder.endsWith(`/${snapshot}`)) ?? snapshot;

const verdictOf = (expected: string): string => (expected === 'reachable' ? 'reachable' : 'unreachable');

let shell: Shell;
beforeAll(async () => {
  shell = await openShell();
});
afterAll(() => shell.remove());

const casesTest = cases.length === 0 ? test.skip : test;

/** `ip-proto-107 (A/N)` is 107. */
const numberIn = (protocol: string): string => /^ip-proto-(\d+)/.exec(protocol)?.[1] ?? protocol;

casesTest('Batfish gives 16 cases', () => {
  expect(cases).toHaveLength(16);
});

describe.each(['id', 'address'])('ends by %s', (by) => {
  casesTest.each(cases.map((one) => [one.id, one] as const))(
    '%s has the verdict that Batfish asserts',
    async (_, one) => {
      const { protocol, port } = one.engineProbe ?? { protocol: numberIn(one.protocol), port: one.port };
      const from = by === 'address' ? (one.sourceIp ?? one.source) : one.source;
      const to = by === 'address' ? (one.destinationIp ?? one.destination) : one.destination;
      const { exit, document } = await shell.json(
        [
          `analyze --snapshot ${folderOf(one.snapshot)} --from ${from} --to ${to} --protocol ${protocol}`,
          port === undefined ? '' : `--port ${port}`,
          one.sourcePort === undefined ? '' : `--source-port ${one.sourcePort}`,
        ].join(' '),
      );
      const { verdict, forward } = document as Answered;
      expect(forward).toMatchObject({ verdict: verdictOf(one.expected) });
      expect(exit).toBe({ reachable: 0, unreachable: 1, unknown: 3 }[verdict]);
      if (forward.verdict === 'unreachable') expect(forward.findings.length).toBeGreaterThan(0);
    },
  );
});

const bySnapshot = [...Map.groupBy(probes, (probe) => probe.snapshot)];
const probesTest = probes.length === 0 ? test.skip : test;

probesTest('np-guard gives 154 probes', () => {
  expect(probes).toHaveLength(154);
});

probesTest.each(bySnapshot)(
  'the probes of %s, in one file, have the verdicts that np-guard gives both ways',
  async (snapshot, asked) => {
    const queries = asked.map(({ id, sourceIp: from, destinationIp: to, protocol, port, sourcePort }) => ({
      id,
      from,
      to,
      protocol,
      port,
      sourcePort,
    }));
    await shell.write('queries.json', JSON.stringify(queries));
    const { exit, document } = await shell.json(`analyze --snapshot ${folderOf(snapshot)} --queries queries.json`);
    const answers = document as readonly Answered[];
    const told = answers.map((answer, index) => ({
      id: answer.id,
      forward: answer.forward.verdict,
      ...(asked[index]?.expectedReturn === undefined ? {} : { back: answer.return.verdict }),
    }));
    expect(told).toEqual(
      asked.map(({ id, expectedForward, expectedReturn }) => ({
        id,
        forward: verdictOf(expectedForward),
        ...(expectedReturn === undefined ? {} : { back: verdictOf(expectedReturn) }),
      })),
    );
    expect(exit).toBe(answers.some(({ verdict }) => verdict === 'unreachable') ? 1 : 0);
  },
);
