import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openShell, type Ran, type Shell } from '../support/command-line.ts';

const example = resolve('examples/web-db');
const web = 'i-0c1a2b3c4d5e6f708';
const db = 'i-0d8f7e6d5c4b3a291';
/** Of the example's network, in which db's network ACL lets no reply to a client's ports out. */
const open = `analyze --snapshot ${example} --from ${web} --to ${db} --protocol tcp --port 5432`;
const closed = `${open} --source-port 1024-65535`;

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});
afterEach(() => shell.remove());

const asked = async (queries: unknown): Promise<Ran> => {
  await shell.write('queries.json', typeof queries === 'string' ? queries : JSON.stringify(queries));
  return shell.run(`analyze --snapshot ${example} --queries queries.json`);
};

describe('one question', () => {
  test('that is answered with reachable exits 0, and is one object without the words for people', async () => {
    expect(await shell.json(open)).toEqual({
      exit: 0,
      document: {
        verdict: 'reachable',
        forward: expect.objectContaining({ verdict: 'reachable', findings: [] }),
        return: expect.objectContaining({ verdict: 'reachable', findings: [] }),
        unmodelled: [],
      },
    });
  });

  test('exits 1 where the reply is blocked, by a finding of the way back', async () => {
    expect(await shell.json(closed)).toMatchObject({
      exit: 1,
      document: {
        verdict: 'unreachable',
        forward: { verdict: 'reachable' },
        return: {
          verdict: 'unreachable',
          findings: [{ code: 'SUBNET_ACL_RESTRICTION', component: 'acl-0d7c6b5a4f3e2d1c0', direction: 'return' }],
        },
      },
    });
  });

  test('exits 3 where an end is not in the snapshot', async () => {
    const { exit, document } = await shell.json(open.replace(db, 'i-0000000000000000f'));
    expect(exit).toBe(3);
    expect(document).toMatchObject({
      verdict: 'unknown',
      forward: { verdict: 'unknown', findings: [{ says: 'unknown', component: 'i-0000000000000000f' }] },
    });
  });

  test('takes addresses, `internet`, ranges, numbers of protocols and `any`', async () => {
    for (const [from, to, rest, exit] of [
      ['10.0.1.10', '10.0.2.20', '--protocol tcp --port 80,5432-5433', 0],
      ['10.0.1.10', db, '--protocol 6 --port 5432', 0],
      [web, db, '--protocol any', 0],
      [web, db, '--protocol icmp', 1],
      ['internet', web, '--protocol tcp --port 443', 1],
    ] as const) {
      const ran = await shell.run(`analyze --snapshot ${example} --from ${from} --to ${to} ${rest}`);
      expect({ from, to, rest, exit: ran.exit }).toEqual({ from, to, rest, exit });
    }
  });

  test('that cannot be asked so is misuse, told with all that is wrong', async () => {
    for (const [args, said] of [
      ['--to x --protocol tcp', '`--from` is missing'],
      ['--from x --to y', '`--protocol` is missing'],
      ['--from x --to y --protocol tpc', '`--protocol` cannot be "tpc"'],
      ['--from x --to y --protocol 256', '`--protocol` cannot be "256"'],
      ['--from x --to y --protocol tcp --port 65536', '`--port` cannot be "65536"'],
      ['--from x --to y --protocol tcp --port 9-1', '`--port` cannot be "9-1"'],
      ['--from x --to y --protocol tcp --port 80,', '`--port` cannot be "80,"'],
      ['--from x --to y --protocol tcp --source-port http', '`--source-port` cannot be "http"'],
      ['--from x --to y --protocol icmp --port 8', 'icmp has no ports'],
      ['--from x --to 10.0.2.0/24 --protocol tcp', '`--to` cannot be "10.0.2.0/24", which is no address'],
      ['--from 10.0.2.300 --to y --protocol tcp', '`--from` cannot be "10.0.2.300", which is no address'],
      ['--to x --protocol tpc --port x', '`--from` is missing; `--protocol` cannot be "tpc"; `--port` cannot be "x"'],
      ['', 'no question is asked'],
      ['--from x --queries q.json', 'the question is asked twice'],
      ['a-path --queries q.json', 'the question is asked twice'],
    ]) {
      const ran = await shell.run(`analyze --snapshot ${example} ${args}`);
      expect({ args, ...ran }).toMatchObject({ args, exit: 2, stdout: '' });
      expect(ran.stderr).toContain(said);
    }
  });
});

describe('a path of the configuration', () => {
  const paths = (from: string): string =>
    `paths:\n  - { id: web-to-db, from: ${from}, to: ${db}, protocol: tcp, port: 5432, every: 1 hour }\n`;

  test('is the question, and its id the answer’s', async () => {
    await shell.write('pathwatch.yaml', paths(web));
    expect(await shell.json(`analyze web-to-db --snapshot ${example}`)).toMatchObject({
      exit: 0,
      document: { id: 'web-to-db', verdict: 'reachable' },
    });
    expect(await shell.json(`analyze web-to-bd --snapshot ${example}`)).toMatchObject({
      exit: 2,
      document: { error: { code: 'unknown-path', advice: 'did you mean `web-to-db`?' } },
    });
  });

  test('that selects an end by tags is refused', async () => {
    await shell.write('pathwatch.yaml', paths('{ tags: { Name: "web-*" } }'));
    const { exit, stderr } = await shell.run(`analyze web-to-db --snapshot ${example}`);
    expect(exit).toBe(2);
    expect(stderr).toMatch(/selects its `from` by tags .*Name=web-\*.*\n.*--from ID/);
  });
});

describe('many questions', () => {
  test('are answered in their order; 1 wins over 3', async () => {
    const queries = [
      { id: 'unknown', from: web, to: 'eni-0', protocol: 'tcp', port: 1 },
      { id: 'open', from: web, to: db, protocol: 'tcp', port: 5432 },
      { id: 'closed', from: web, to: db, protocol: 'tcp', port: '5432', sourcePort: '1024-65535' },
      { from: web, to: db, protocol: 'tcp', port: 5432, sourcePort: 49152 },
    ];
    await shell.write('queries.json', JSON.stringify(queries));
    const ask = `analyze --snapshot ${example} --queries queries.json`;
    expect(await shell.json(ask)).toMatchObject({
      exit: 1,
      document: [
        { id: 'unknown', verdict: 'unknown' },
        { id: 'open', verdict: 'reachable' },
        { id: 'closed', verdict: 'unreachable' },
        { verdict: 'unreachable' },
      ],
    });
    const { stdout } = await shell.run(ask);
    expect(stdout).toMatch(/^closed +i-.*tcp\/5432 from port 1024-65535 +✗ UNREACHABLE +return: .*ACL_RESTRICTION\]$/m);
    expect(stdout).toContain('4 queries: 2 unreachable, 1 unknown, 1 reachable.');
    expect(await asked(queries.slice(0, 2))).toMatchObject({ exit: 3 });
    expect(await asked([queries[1]])).toMatchObject({ exit: 0 });
    expect(await shell.json(ask)).toMatchObject({ document: [{ id: 'open' }] });
    expect(await asked([])).toMatchObject({ exit: 0 });
  });

  test('that are wrong are all told, with file, place, id, field and what would be right', async () => {
    const { exit, stdout, stderr } = await asked(
      `[
        { "id": "a", "form": "x", "to": "y", "protocol": "tcp", "port": [443] },
        { "id": "b", "from": "x", "to": 7, "protocol": "tcp" },
        { "id": "c", "from": "x", "to": "y", "protocol": "tpc", "port": 70000, "sourcePort": null },
        { "id": "d", "to": "y", "protocol": "icmp", "port": 8 },
        "e"
      ]`,
    );
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    const told = stderr.split('\n').filter((row) => row.startsWith('queries.json:'));
    expect(told).toEqual([
      'queries.json:2:30: query "a": unknown key `form` ([0].form)',
      'queries.json:2:73: query "a": `port` must be a number, or text with ranges ([0].port)',
      'queries.json:3:41: query "b": `to` must be text ([1].to)',
      'queries.json:4:58: query "c": `protocol` cannot be "tpc" ([2].protocol)',
      'queries.json:4:73: query "c": `port` cannot be "70000" ([2].port)',
      'queries.json:5:9: query "d": `from` is missing ([3].from)',
      'queries.json:6:9: a query must be an object ([4])',
    ]);
    expect(stderr).toContain('did you mean `from`?');
    expect(await shell.json(`analyze --snapshot ${example} --queries queries.json`)).toMatchObject({
      exit: 2,
      document: { error: { code: 'queries', problems: { length: 7 } } },
    });
  });

  test('in what is no list, no JSON, or no file are refused', async () => {
    for (const [content, said] of [
      ['{"id": "a"}', 'the file must be a list of queries'],
      ['null', 'the file must be a list of queries'],
      ['[{"id": "a"', 'this is no JSON'],
      ['', 'this is no JSON'],
    ] as const)
      expect(await asked(content)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(said) });
    expect(await shell.run(`analyze --snapshot ${example} --queries nix.json`)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('nix.json cannot be read: there is no such file'),
    });
  });
});

describe('a snapshot folder', () => {
  const ask = (folder: string): Promise<Ran> =>
    shell.run(`analyze --snapshot ${folder} --from ${web} --to ${db} --protocol tcp --port 5432`);

  test('that is missing, a file, or without a snapshot is misuse', async () => {
    await mkdir(join(shell.folder, 'empty'));
    await shell.write('file', '');
    for (const [folder, said] of [
      ['nix', 'there is no folder'],
      ['empty', 'holds no answer of a Describe call'],
      ['file', 'is no folder'],
    ] as const) {
      expect(await ask(folder)).toMatchObject({ exit: 2, stdout: '', stderr: expect.stringContaining(said) });
      expect(await shell.json(`analyze --snapshot ${folder} --from x --to y --protocol tcp`)).toMatchObject({
        document: { error: { code: 'no-snapshot' } },
      });
    }
  });

  test('with a part that is broken off is answered with unknown, never with reachable', async () => {
    for (const part of ['NetworkInterfaces', 'SecurityGroups', 'NetworkAcls']) {
      await cp(example, join(shell.folder, part), { recursive: true });
      await shell.write(`${part}/${part}.json`, `{"${part}": [{`);
      expect({ part, ...(await ask(part)) }).toMatchObject({ part, exit: 3 });
    }
  });

  test('with a file that may have been anything is warned of', async () => {
    await cp(example, join(shell.folder, 'odd'), { recursive: true });
    await shell.write('odd/odd.json', '{');
    const { exit, stderr } = await ask('odd');
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^warning: .*odd\.json/);
  });
});

describe('for people', () => {
  const seen = async (args: string, columns: number, environment: NodeJS.ProcessEnv): Promise<string> => {
    const written: string[] = [];
    const stdout = { write: (text: string) => void written.push(text), isTerminal: true };
    await shell.run(args, { stdout, columns, environment });
    return written.join('');
  };

  test('the broken hop is marked without colour too, and stands before what it blocks', async () => {
    const { stdout } = await shell.run(closed);
    expect(stdout).toMatch(
      /^✗ UNREACHABLE: i-0c1a2b3c4d5e6f708 → i-0d8f7e6d5c4b3a291, tcp\/5432 from port 1024-65535$/m,
    );
    expect(stdout).toMatch(/^ {2}│ eni-0f8e7d6c5b4a39281 +sg-0b213243546576879 allows tcp\/5432 from sg-/m);
    expect(stdout).toMatch(/^ {2}✗ subnet-0b66c77d88e99f00a +BLOCKED: SUBNET_ACL_RESTRICTION$/m);
    expect(stdout).toMatch(/^ {2}✗ SUBNET_ACL_RESTRICTION at acl-0d7c6b5a4f3e2d1c0\n {4}acl-0d7c6b5a4f3e2d1c0 denies/m);
    expect(stdout).not.toContain('\u001b');
  });

  test.each([80, 120])(
    'a terminal of %i columns is not overrun, and every line of the way has its rail',
    async (columns) => {
      const plain = await seen(closed, columns, { NO_COLOR: '1' });
      const rows = plain.split('\n');
      expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(columns);
      const [start, end] = [rows.indexOf('forward: ✓ reachable'), rows.findIndex((row) => row.startsWith('return'))];
      for (const row of rows.slice(start + 1, end - 2)) expect(row).toMatch(/^ {2}[┌│┊✗└] /);
      expect(await seen(closed, columns, {})).toContain('\u001b[31m');
    },
  );

  test('names that are written to mislead a terminal are shown on their line, without what misleads', async () => {
    const hostile = 'i-0\u001b[2J\u202e\nforged: \u2713 reachable';
    await shell.write(
      'queries.json',
      JSON.stringify([{ id: 'x\r\n\u001b]0;title\u0007', from: hostile, to: web, protocol: 'tcp' }]),
    );
    const { stdout, exit } = await shell.run(`analyze --snapshot ${example} --queries queries.json`);
    expect(exit).toBe(3);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202e]/);
    expect(stdout).not.toMatch(/^forged/m);
  });

  test('an id in the snapshot may be hostile as well', async () => {
    const folder = join(shell.folder, 'hostile');
    await cp(example, folder, { recursive: true });
    for (const part of ['NetworkAcls', 'RouteTables']) {
      const file = join(folder, `${part}.json`);
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replaceAll(/(acl|rtb)-0(\w{3})/g, '$1-\\u001b[31m\\n$2'));
    }
    const { stdout } = await shell.run(closed.replace(example, folder));
    expect(stdout).not.toContain('\u001b');
    expect(stdout.split('\n').every((row) => !/^(c0d|d7c|e5d)/.test(row))).toBe(true);
    expect(JSON.stringify((await shell.json(closed.replace(example, folder))).document)).toContain('\\u001b');
  });
});

test('as a process it prints one document and ends with the exit code of the verdict', async () => {
  const spawn = (args: string): Promise<Ran> =>
    new Promise((done) => {
      execFile(
        process.execPath,
        [resolve('bin/pathwatch.ts'), ...args.split(' ')],
        { cwd: shell.folder, env: { ...process.env, NODE_OPTIONS: '' } },
        (error, stdout, stderr) => done({ exit: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
      );
    });
  for (const [args, exit, verdict] of [
    [open, 0, 'reachable'],
    [closed, 1, 'unreachable'],
    [open.replace(db, 'i-0'), 3, 'unknown'],
  ] as const) {
    const ran = await spawn(`${args} --json`);
    expect(ran).toMatchObject({ exit, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict });
  }
  expect(await spawn('analyze --from x')).toMatchObject({ exit: 2, stdout: '' });
});
