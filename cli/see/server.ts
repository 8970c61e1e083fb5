import { type ServerType, serve } from '@hono/node-server';
import { type Context as Call, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { etag } from 'hono/etag';
import { refusalOf } from '../fault-reason.ts';
import { misused } from '../refusal.ts';
import type { Assets } from './assets.ts';
import { guard, type Secrets } from './guard.ts';
import type { Reading } from './reading.ts';

/** What the page may ask and do. */
export interface Served {
  readonly assets: Assets;
  readonly secrets: Secrets;
  readonly reading: Reading;
  readonly mute: (given: unknown) => Promise<unknown>;
  readonly acknowledge: (given: unknown) => Promise<unknown>;
}

export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

/** A request of the page is small. Bytes. */
const MOST = 64 * 1024;
/** The times over which the page shows how paths stood. Days. */
const DAYS: readonly number[] = [1, 7, 30, 90];

/** A mistake of the reader's, what is not there, or a table that does not answer: each with what to do. */
const failed = (call: Call, error: unknown): Response => {
  const { exit, reason } = refusalOf(error);
  const status = reason.code.startsWith('unknown-') ? 404 : exit === 2 ? 400 : 503;
  return call.json({ error: { code: reason.code, message: reason.message, advice: reason.advice } }, status);
};

const daysOf = (call: Call): number => {
  const asked = Number(call.req.query('days') ?? 90);
  return DAYS.includes(asked) ? asked : 90;
};

const tooLarge = (call: Call): Response =>
  call.json({ error: { code: 'usage', message: 'the request is too large', advice: 'say it in fewer words' } }, 413);

/** What the page has sent. Throws a refusal where it is no JSON. */
const sentTo = async (call: Call): Promise<unknown> => {
  const text = await call.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw misused('the request is no JSON', 'load the page again');
  }
};

const nothing = (call: Call, what: string): Response =>
  call.json({ error: { code: 'not-found', message: `there is no such ${what}`, advice: 'go back to all paths' } }, 404);

/** The server's routes: the page whatever its address, and what it asks. */
export const routes = ({ assets, secrets, reading, mute, acknowledge }: Served, port: () => number): Hono => {
  const app = new Hono();
  app.use('*', guard(secrets, port));
  app.onError((error, call) => failed(call, error));
  app.get('/page.js', (call) => call.body(assets.script, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  app.get('/page.css', (call) => call.body(assets.style, 200, { 'content-type': 'text/css; charset=utf-8' }));

  const api = new Hono();
  api.use('*', etag());
  api.use('*', bodyLimit({ maxSize: MOST, onError: tooLarge }));
  api.get('/overview', async (call) => call.json((await reading.overview(daysOf(call))).overview));
  api.get('/paths/:id', async (call) => {
    const view = await reading.path(call.req.param('id'), daysOf(call));
    return view === undefined ? nothing(call, 'path') : call.json(view);
  });
  api.get('/incidents/:id', async (call) => {
    const view = await reading.incident(call.req.param('id'));
    return view === undefined ? nothing(call, 'incident') : call.json(view);
  });
  api.get('/picture', async (call) => call.json(await reading.picture()));
  const acting =
    (act: (given: unknown) => Promise<unknown>) =>
    async (call: Call): Promise<Response> => {
      const done = await act(await sentTo(call));
      reading.forget();
      return call.json(done);
    };
  api.post('/mutes', acting(mute));
  api.post('/acknowledgements', acting(acknowledge));
  api.all('*', (call) => nothing(call, 'thing to ask'));
  api.onError((error, call) => failed(call, error));
  app.route('/api', api);

  app.get('*', (call) => call.html(assets.html));
  return app;
};

/** Serves the page on loopback alone, on this port or a free one (0). Rejects where the port is taken. */
export const openServer = async (served: Served, wanted: number): Promise<Server> => {
  let port = wanted;
  const app = routes(served, () => port);
  const server = await new Promise<ServerType>((resolve, reject) => {
    const started: ServerType = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: wanted }, (address) => {
      port = address.port;
      resolve(started);
    });
    started.once('error', reject);
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // A browser keeps its connections open for the next question.
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
};
