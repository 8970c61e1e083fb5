import { openEndpoint } from '../../local/endpoint.ts';
import { aStack, stacksService } from '../support/cloudformation.ts';
import { openShell, type Shell, twoPaths } from '../support/command-line.ts';
import { type Engine, startDynalite } from '../support/dynamodb.ts';
import { type AnExecution, anExecution, executionsService } from '../support/executions.ts';
import { lambdaService } from '../support/lambda.ts';
import { CTRL_C, runInPipe, startInPipe, startInTerminal } from '../support/process.ts';

/* The live parts of the command line, as processes in a real terminal. */

const SHOW = '\u001b[?25h';
const HIDE = '\u001b[?25l';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.write('pathwatch.yaml', twoPaths);
});
afterEach(() => shell.remove());

test('watch shows a break that another process makes, follows the size of the terminal, and gives it back', async () => {
  const { folder } = shell;
  const local = await startInPipe('local --every 3600', { folder });
  await local.until('Ctrl-C ends it');
  const watch = await startInTerminal('watch --local --every 2', { folder, columns: 90, rows: 14 });
  await watch.until('2 paths: 0 not as expected, 0 undetermined, 2 as expected.');
  watch.resize(60, 12);
  const broken = await runInPipe('check a-to-b --local --scene transit-route-missing', { folder });
  expect(broken.exit).toBe(1);
  await watch.until(/changed since .*:\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d a-to-b: reachable, as expect/);
  await watch.until('pathwatch watch');
  const narrow = watch.printed().split('pathwatch watch').at(-2) ?? '';
  expect(Math.max(...narrow.split('\n').map((line) => line.trimEnd().length))).toBeLessThanOrEqual(60);
  watch.press('q');
  const { exit, screen } = await watch.ended;
  expect(exit).toBe(1);
  expect(screen.lastIndexOf(SHOW)).toBeGreaterThan(screen.lastIndexOf(HIDE));
  expect(screen.slice(screen.lastIndexOf('\u001b[?1049l'))).toContain('2 paths: 1 not as expected');
  local.signal('SIGINT');
  await local.ended;
});

test('watch in a pipe ends at Ctrl-C at once, however long it would have waited', async () => {
  const { folder } = shell;
  await runInPipe('check --local', { folder });
  const watch = await startInPipe('watch --local --every 3600', { folder, within: 30, stdin: '' });
  // It reads once, and holds nothing afterwards: another process may have the folder.
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  expect((await runInPipe('status --local', { folder })).exit).toBe(0);
  watch.signal('SIGINT');
  expect(await watch.ended).toEqual({ exit: 0, stdout: '', stderr: '' });
});

describe('check of a deployed stack', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startDynalite();
  });
  afterAll(() => engine.close());

  test('is stopped by Ctrl-C in the terminal: nothing runs on, and the lines are wiped', async () => {
    const table = await engine.openTable();
    const executions: AnExecution[] = [];
    const lambda = await openEndpoint(
      executionsService(
        executions,
        lambdaService(({ executionName }) => void executions.push(anExecution(executionName ?? ''))),
      ),
    );
    const cloudformation = await openEndpoint(
      stacksService([aStack({ outputs: { ...aStack().outputs, TableName: table.name } })]),
    );
    try {
      const check = await startInTerminal('check a-to-b', {
        folder: shell.folder,
        env: {
          AWS_REGION: 'eu-west-1',
          AWS_ACCESS_KEY_ID: 'test',
          AWS_SECRET_ACCESS_KEY: 'test',
          AWS_ENDPOINT_URL_CLOUDFORMATION: cloudformation.url,
          AWS_ENDPOINT_URL_LAMBDA: lambda.url,
          AWS_ENDPOINT_URL_DYNAMODB: engine.url,
        },
      });
      await check.until(/a-to-b {2}queued\s+waited \d s/);
      check.press(CTRL_C);
      const { exit, screen, text } = await check.ended;
      expect(exit).toBe(130);
      expect(executions.map(({ status }) => status)).toEqual(['STOPPED']);
      expect(text).toMatch(/error: the sweep hand-\S+ was stopped: nothing was bought as far as was seen\n/);
      expect(screen).not.toContain(HIDE);
      expect(screen).toContain('stopping the sweep');
      expect(screen.slice(screen.lastIndexOf('stopping the sweep'))).toContain('\u001b[K');
    } finally {
      await Promise.all([lambda.close(), cloudformation.close()]);
      table.close();
    }
  });
});
