import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { memoryStore } from '../support/memory-store.ts';
import { type ServedPage, servePage } from '../support/page.ts';

/* Who may talk to the page's server: by hand, for a browser would not send such headers. */

describe('the server of the page', () => {
  let served: ServedPage;
  beforeEach(async () => {
    const store = memoryStore();
    served = await servePage({
      now: () => new Date('2026-11-23T12:00:00.000Z'),
      configuration: async () => undefined,
      use: (work) => work({ store, name: 'guarded' }),
      describe: async () => ({ reason: 'nobody asks' }),
    });
  });
  afterEach(() => served.close());

  const ask = async (
    path: string,
    headers: Readonly<Record<string, string>> = {},
    { method = 'GET', body = '' } = {},
  ) => {
    const { hostname, port } = new URL(served.origin);
    const sent = request({ hostname, port, path, method, headers: { ...headers } });
    const answered = new Promise<{ status: number | undefined; headers: NodeJS.Dict<string | string[]>; body: string }>(
      (resolve, reject) => {
        sent.on('error', reject);
        sent.on('response', (response) => {
          text(response).then(
            (said) => resolve({ status: response.statusCode, headers: response.headers, body: said }),
            reject,
          );
        });
      },
    );
    sent.end(body);
    return answered;
  };
  const name = () => `pathwatch-${new URL(served.origin).port}`;
  const own = () => ({ cookie: `${name()}=${served.session}` });
  const tokenPath = () => served.url.slice(served.origin.length);

  test('answers the browser that has its session, by either name of this machine', async () => {
    const { port } = new URL(served.origin);
    expect((await ask('/api/overview', own())).status).toBe(200);
    expect((await ask('/api/overview', { ...own(), host: `localhost:${port}` })).status).toBe(200);
  });

  test.each(['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example', '[::1]'])(
    'gives nothing to who asks for it by the name %p',
    async (host) => {
      for (const path of ['/', '/page.js', '/api/overview', tokenPath()]) {
        const answer = await ask(path, { ...own(), host });
        expect({ status: answer.status, body: answer.body }).toEqual({ status: 403, body: '' });
      }
      // The token was not spent by it.
      expect((await ask(tokenPath())).status).toBe(200);
    },
  );

  test.each(['http://evil.example', 'null', 'https://127.0.0.1', 'http://localhost:1'])(
    'gives nothing to a page of %p',
    async (origin) => {
      for (const path of ['/', '/api/overview', tokenPath()]) {
        const answer = await ask(path, { ...own(), origin });
        expect({ status: answer.status, body: answer.body }).toEqual({ status: 403, body: '' });
      }
    },
  );

  test('gives nothing to another server of this machine, which a browser hands the same cookie', async () => {
    for (const site of ['cross-site', 'same-site']) {
      const answer = await ask('/api/overview', { ...own(), 'sec-fetch-site': site });
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 403, body: '' });
    }
    expect((await ask('/api/overview', { ...own(), 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  test('gives nothing without the session, nor for a guessed one', async () => {
    const wrong = [
      `${name()}=`,
      `${name()}=guess`,
      'other=1',
      `pathwatch=${served.session}`,
      `x${name()}=${served.session}`,
    ];
    for (const headers of [{}, ...wrong.map((cookie) => ({ cookie }))]) {
      const answer = await ask('/api/overview', headers);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('guarded');
    }
  });

  test('takes its token once, and a guessed one never', async () => {
    expect((await ask('/?token=guess')).status).toBe(403);
    const first = await ask(tokenPath());
    expect(first.status).toBe(200);
    expect(String(first.headers['set-cookie'])).toMatch(/^pathwatch-\d+=[\w-]+; HttpOnly; SameSite=Strict; Path=\/$/);
    const second = await ask(tokenPath());
    expect({ status: second.status, cookie: second.headers['set-cookie'] }).toEqual({ status: 403, cookie: undefined });
    // The very browser that has opened it may open it again.
    expect((await ask(tokenPath(), own())).status).toBe(200);
  });

  test('lets no form write: only its own page, as JSON', async () => {
    const body = JSON.stringify({ paths: ['a'], minutes: 5, reason: 'r' });
    const json = { 'content-type': 'application/json' };
    const origin = { origin: served.origin };
    for (const headers of [json, origin, { ...origin, 'content-type': 'text/plain' }])
      expect((await ask('/api/mutes', { ...own(), ...headers }, { method: 'POST', body })).status).toBe(403);
    // From here on it is the command that answers.
    const answer = await ask('/api/mutes', { ...own(), ...json, ...origin }, { method: 'POST', body });
    expect({ status: answer.status, code: JSON.parse(answer.body).error.code }).toEqual({ status: 400, code: 'usage' });
  });

  test('says what is wrong with a request', async () => {
    const headers = { ...own(), 'content-type': 'application/json', origin: served.origin };
    const answer = await ask('/api/mutes', headers, { method: 'POST', body: '{' });
    expect({ status: answer.status, error: JSON.parse(answer.body).error.message }).toEqual({
      status: 400,
      error: 'the request is no JSON',
    });
  });

  test('takes no request larger than the page ever sends', async () => {
    const body = JSON.stringify({ reason: 'x'.repeat(100_000) });
    const headers = {
      ...own(),
      'content-type': 'application/json',
      origin: served.origin,
      'content-length': `${body.length}`,
    };
    const answer = await ask('/api/mutes', headers, { method: 'POST', body });
    expect({ status: answer.status, code: JSON.parse(answer.body).error.code }).toEqual({ status: 413, code: 'usage' });
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'/);
  });

  test('sends with everything the headers that keep the page to itself', async () => {
    for (const path of ['/', '/page.js', '/api/overview', '/api/nothing', '/path/x']) {
      const { headers } = await ask(path, own());
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /);
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });

  test('answers a question with its version, and with that alone while it is the same', async () => {
    const { headers, body } = await ask('/api/overview', own());
    expect(JSON.parse(body).name).toBe('guarded');
    const again = await ask('/api/overview', { ...own(), 'if-none-match': String(headers.etag) });
    expect({ status: again.status, body: again.body }).toEqual({ status: 304, body: '' });
  });
});
