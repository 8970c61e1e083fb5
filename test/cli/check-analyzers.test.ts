import { openShell, type Shell, twoPaths } from '../support/command-line.ts';

/* Checks that leave analyzers out, in the embedded account: docs/adr/018-analyzers-by-hand.md. */

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(() => shell.remove());

test('the model alone is asked for nothing, says so, and is what a later check confirms', async () => {
  const model = await shell.json('check --local --analyzers model');
  expect(model).toMatchObject({
    exit: 0,
    document: {
      tally: { expected: 2, analyses: 0 },
      cost: 0,
      paths: [
        {
          how: 'modelled',
          modelOnly: true,
          leftOut: ['reachability-analyzer', 'route-analyzer'],
          analyses: 0,
          cost: 0,
        },
        { how: 'modelled', open: expect.arrayContaining([expect.stringContaining('confirmed by no analyzer of AWS')]) },
      ],
    },
  });
  const again = await shell.run('check --local --analyzers model');
  expect(again.stdout).toContain('since the network model answered, confirmed by no analyzer of AWS; $0.00');
  expect((await shell.run('status --local')).stdout).toMatch(
    /^a-to-b .*by the network model, confirmed by no analyzer of AWS/m,
  );
  expect(await shell.json('check --local')).toMatchObject({
    exit: 0,
    document: {
      tally: { analyses: 2 },
      paths: [{ how: 'analysed', modelOnly: false, leftOut: [] }, { how: 'analysed' }],
    },
  });
});

test('a break is told by the model alone in words, with who was not asked', async () => {
  await shell.run('check --local');
  const { exit, stdout } = await shell.run(
    'check a-to-b --local --scene transit-route-missing --analyzers model,route',
  );
  expect(exit).toBe(1);
  expect(stdout).toMatch(/^ {2}open: left out by hand: Reachability Analyzer$/m);
  expect(stdout).toMatch(/^ {2}by the network model, without Reachability Analyzer, as asked; \$0\.00$/m);
  expect(stdout).toMatch(/^ {2}alert a-to-b\/1\/broke told, incident /m);
  expect((await shell.json('history a-to-b --local --checks --limit 1')).document).toMatchObject([
    { modelOnly: true, leftOut: ['reachability-analyzer'], confidence: 'model-only', cost: 0 },
  ]);
});

test('on a terminal the paths under way are shown by what the table of the embedded account holds', async () => {
  const written: string[] = [];
  const stderr = { write: (text: string) => void written.push(text), isTerminal: true };
  expect(await shell.run('check --local', { stderr })).toMatchObject({ exit: 0 });
  expect(written.join('')).toMatch(/2 paths: \d done.* so far\n {2}a-to-b/);
  expect(written.join('')).toMatch(/analyses running since/);
});
