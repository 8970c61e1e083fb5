import { randomBytes } from 'node:crypto';
import { errorCode } from '../../lambda/domain/file-trouble.ts';
import { openHolding } from '../holding.ts';
import { jsonText } from '../json.ts';
import type { Context } from '../options.ts';
import { misused } from '../refusal.ts';
import { acknowledgeBy, muteBy } from './acting.ts';
import { readAssets } from './assets.ts';
import { currentConfiguration } from './current-configuration.ts';
import { describedOr } from './described.ts';
import { keepDescribing } from './describing.ts';
import { openReading } from './reading.ts';
import { openServer, type Served, type Server } from './server.ts';

export interface UiRun {
  /** 0: a free one. */
  readonly port: number;
  readonly json: boolean;
}

/** Of 192 bits. */
const secret = (): string => randomBytes(24).toString('base64url');

/** Works that may not be done together, one after another. */
const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <Value>(work: () => Promise<Value>): Promise<Value> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
};

const opened = async (served: Served, port: number): Promise<Server> => {
  try {
    return await openServer(served, port);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE' && errorCode(error) !== 'EACCES') throw error;
    throw misused(`port ${port} cannot be had`, 'leave `--port` out, or name another one', 'port-in-use');
  }
};

/** Serves the page until the program is stopped; prints its address, which is good for one browser. */
export const runUi = async (context: Context, { port, json }: UiRun): Promise<void> => {
  const { io, options } = context;
  const stopped = io.untilStopped();
  const configuration = currentConfiguration(context);
  // One that is wrong is said before anything is served.
  await configuration();
  const assets = await readAssets();
  const holding = openHolding(context);
  // The embedded account is one process's at a time, and one reader's in it.
  const take = options.local === true ? inTurn() : <Value>(work: () => Promise<Value>): Promise<Value> => work();
  const secrets = { token: secret(), session: secret() };
  try {
    const server = await opened(
      {
        assets,
        secrets,
        reading: openReading({
          now: io.now,
          configuration,
          use: (work) => take(() => holding.use(work)),
          describe: keepDescribing(() => take(() => describedOr(context)), io.now, io.wait),
        }),
        mute: (given) => take(() => muteBy(context, given)),
        acknowledge: (given) => take(() => acknowledgeBy(context, given)),
      },
      port,
    );
    try {
      const url = `http://127.0.0.1:${server.port}/?token=${secrets.token}`;
      io.stdout.write(
        json
          ? `${jsonText({ url })}\n`
          : `Open this address in your browser; it is good for one, once, and leads nowhere from other machines:\n  ${url}\nCtrl-C ends it.\n`,
      );
      await stopped;
    } finally {
      await server.close();
    }
  } finally {
    await holding.close();
  }
};
