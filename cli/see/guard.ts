import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

/*
 * Who may talk to the page's server: the one browser that was handed the one-time token, by the very name that the server has told.
 * A page of somebody else's, however it reaches the port, gets nothing: a name that was made to lead here (DNS rebinding) is
 * another Host, a form or script elsewhere is another origin, and neither has the cookie.
 */

/** No script, style or answer but the server's own; nobody frames it: https://developer.mozilla.org/docs/Web/HTTP/Guides/CSP. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

const isSame = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
};

/** The secrets of one run: both random, of 128 bits or more. */
export interface Secrets {
  /** Handed over in the address, and worth one use. */
  readonly token: string;
  /** Kept by the browser. */
  readonly session: string;
}

/** A cookie is of a host, whatever the port: each server has one of its own name. */
const cookieName = (port: number): string => `pathwatch-${port}`;

const cookieOf = (text: string | undefined, name: string): string =>
  (text ?? '')
    .split(/;\s*/)
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? '';

/** The names of this machine by which the server is asked; a browser leaves the port of http out. */
const hostsOf = (port: number): readonly string[] =>
  ['127.0.0.1', 'localhost'].flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])]);

/** Whoever followed a link elsewhere has no strict cookie yet: a page of ours, not an answer's header, leads on. */
const welcome = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>Pathwatch</title><p><a href="/">Pathwatch</a></p></html>`;

const used = 'This address is good for one browser, once. Start `pathwatch ui` again for another.\n';

/** Lets through what the one browser asks by the server's own name, with headers that keep the page to itself. */
export const guard = (secrets: Secrets, port: () => number): MiddlewareHandler => {
  let isTokenGood = true;
  return async (context, next) => {
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
    const host = context.req.header('host') ?? '';
    if (!hostsOf(port()).includes(host)) return context.body(null, 403);
    const origin = context.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return context.body(null, 403);
    const hasSession = isSame(cookieOf(context.req.header('cookie'), cookieName(port())), secrets.session);
    const token = context.req.query('token');
    if (token !== undefined && context.req.method === 'GET' && context.req.path === '/') {
      // The address again, in the browser that has opened it: a tab that is restored.
      if (hasSession) return context.html(welcome);
      if (!isTokenGood || !isSame(token, secrets.token)) return context.text(used, 403);
      isTokenGood = false;
      context.header('set-cookie', `${cookieName(port())}=${secrets.session}; HttpOnly; SameSite=Strict; Path=/`);
      return context.html(welcome);
    }
    if (!hasSession) return context.text(used, 403);
    // Another server of this machine is another origin, though the browser takes it for the same site.
    const site = context.req.header('sec-fetch-site');
    if (site !== undefined && !['same-origin', 'none'].includes(site)) return context.body(null, 403);
    if (context.req.method === 'POST' && (origin === undefined || !isJson(context.req.header('content-type'))))
      return context.body(null, 403);
    return next();
  };
};

const isJson = (type: string | undefined): boolean => /^application\/json\b/.test(type ?? '');
