import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { ACCOUNT, REGION } from '../../local/scenario/ids.ts';
import { run } from './run.ts';

/** AWS that someone else wrote: `ministack` of PyPI. */
export const PACKAGE = 'ministack==1.5.33';
const START_SECONDS = 30;
const binaries = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));

export interface Emulator {
  readonly url: string;
  /** All that a process needs to reach it, and nothing by which it could reach AWS. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it wrote so far. */
  log(): string;
  close(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/**
 * Installs the emulator into `folder` and starts it on loopback, over TLS and with the rights of roles enforced. Its
 * callers are root of the scenario's network's account: a key of twelve digits names the account. From then on this
 * process trusts its certificate.
 */
export const openEmulator = async (folder: string): Promise<Emulator> => {
  const venv = join(folder, 'venv');
  await run('python3', ['-m', 'venv', venv]);
  await run(join(venv, 'bin/pip'), ['install', '--quiet', '--disable-pip-version-check', PACKAGE]);

  // Functions run from its TMPDIR as CommonJS, which the package.json of a folder above would forbid.
  const temporary = join(folder, 'tmp');
  await mkdir(temporary);
  await writeFile(join(temporary, 'package.json'), '{ "type": "commonjs" }');
  const certificate = join(temporary, 'ministack-tls/server.crt');
  const logFile = join(folder, 'ministack.log');
  const log = (): string => readFileSync(logFile, 'utf8');
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  const common = {
    // First the Node that runs the functions.
    PATH: [binaries, process.env.PATH].join(delimiter),
    HOME: folder,
    TMPDIR: temporary,
    NODE_EXTRA_CA_CERTS: certificate,
  };
  const output = openSync(logFile, 'w');
  const child = spawn(join(venv, 'bin/ministack'), [], {
    env: {
      ...common,
      GATEWAY_PORT: `${port}`,
      BIND_HOST: '127.0.0.1',
      USE_SSL: '1',
      AUTH: 'true',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    stdio: ['ignore', output, output],
  });
  // However this process ends: an emulator that is left behind would keep its functions running.
  process.once('exit', () => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const ended = once(child, 'close');
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
  };
  const ready = async (): Promise<boolean> => {
    try {
      setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificate, 'utf8')]);
      return (await fetch(`${url}/_ministack/health`)).ok;
    } catch {
      return false;
    }
  };
  for (const until = Date.now() + START_SECONDS * 1000; !(await ready()); await sleep(200))
    if (child.exitCode !== null || Date.now() > until) {
      await close();
      throw new Error(`the emulator did not start:\n${log().slice(-2000)}`);
    }
  const environment = {
    ...common,
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_CA_BUNDLE: certificate,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_VERSION_CHECK: '1',
  };
  return { url, environment, log, close };
};
