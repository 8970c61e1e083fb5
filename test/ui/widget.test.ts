import fc from 'fast-check';
import { failureHtml, LARGEST, widgetHtml } from '../../ui/widget.tsx';
import { anOverview, aProblem } from '../support/overviews.ts';

const light = { theme: 'light', offset: '+00:00' } as const;

/** What stands in the widget, without its style and its tags. */
const textOf = (html: string): string =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/ +/g, ' ')
    .trim();

const allowed = {
  tags: 'b,bdi,code,div,h3,li,p,path,section,span,style,svg,table,tbody,td,th,thead,tr,ul'.split(','),
  attributes: 'aria-hidden,class,d,fill,focusable,height,role,stroke,stroke-linecap,stroke-width,viewBox,width'.split(
    ',',
  ),
};

/** Nothing but what is drawn here: no script, no handler, no link, nothing that is loaded. */
const expectHarmless = (html: string): void => {
  const opened = [...html.matchAll(/<([a-zA-Z0-9-]+)((?:\s+[a-zA-Z-]+="[^"<>]*")*)\s*\/?>/g)];
  expect(html.replaceAll(/<\/[a-z0-9]+>/g, '').match(/</g)).toHaveLength(opened.length);
  for (const [, tag = '', attributes = ''] of opened) {
    expect(allowed.tags).toContain(tag);
    for (const [, name] of attributes.matchAll(/\s([a-zA-Z-]+)="/g)) expect(allowed.attributes).toContain(name);
  }
};

test('where all is well: how many, that somebody looks, and which', () => {
  const html = widgetHtml(anOverview(), light);
  expect(textOf(html)).toBe(
    '0 not as expected 0 unknown 2 as expected Pathwatch looked 2 min ago times are UTC team=noc app dns',
  );
  expectHarmless(html);
});

test('a broken path stands first: since when, why, who changed it, and its incident', () => {
  const html = widgetHtml(
    anOverview({ counts: { unexpected: 1, undetermined: 0, expected: 2 }, problems: [aProblem()] }),
    { theme: 'dark', offset: '+01:00' },
  );
  expect(textOf(html)).toContain(
    'web-db 2026-11-22 11:10 20 min ago sg-073c4d556bf048ea0 has no inbound rule for tcp/443 ' +
      'changed by alice : RevokeSecurityGroupIngress incident sg-073c4d556bf048ea0-20261122T101000Z',
  );
  expect(textOf(html)).toContain('times are UTC+01:00');
  expect(html).toContain('class="pathwatch dark"');
  expectHarmless(html);
});

test('what is acknowledged and muted says by whom and why', () => {
  const problem = aProblem({
    acknowledged: { at: '2026-11-22T10:20:00.000Z', by: 'bob', reason: 'on it' },
    silenced: { reason: 'a mute until 2026-11-22 12:00 UTC, by bob: works', until: '2026-11-22T12:00:00.000Z' },
  });
  const text = textOf(widgetHtml(anOverview({ problems: [problem] }), light));
  expect(text).toContain('acknowledged by bob : on it');
  expect(text).toContain('not told: a mute until 2026-11-22 12:00 UTC, by bob: works');
});

test('a path that cannot be read is unknown, with the reason', () => {
  const problem = aProblem({
    standing: 'undetermined',
    since: null,
    change: null,
    incidentId: null,
    reason: 'its state cannot be read: it has no version',
  });
  expect(textOf(widgetHtml(anOverview({ problems: [problem] }), light))).toContain(
    'unknown web-db not known its state cannot be read: it has no version',
  );
});

test.each([
  ['Nobody has looked since 2026-11-22 10:28, 2 min ago', { stale: true }],
  ['It is not known when the paths were looked at last', { stale: true, looked: null }],
  ['3 open incidents cannot be read', { unreadable: 3 }],
  ['No path is known yet', { counts: { unexpected: 0, undetermined: 0, expected: 0 }, well: [], looked: null }],
] as const)('"%s" is said above all', (words, over) => {
  const html = widgetHtml(anOverview(over), light);
  expect(textOf(html)).toMatch(new RegExp(`^${words}`));
  expectHarmless(html);
});

test('of a thousand broken paths the worst are shown, and how many more there are', () => {
  const problems = Array.from({ length: 1_000 }, (_, index) => aProblem({ pathId: `path-${index}` }));
  const html = widgetHtml(anOverview({ problems, counts: { unexpected: 1_000, undetermined: 0, expected: 2 } }), light);
  expect(textOf(html)).toContain('and 950 more: pathwatch ui');
  expect(Buffer.byteLength(html)).toBeLessThan(LARGEST / 4);
});

test('of a thousand paths that are well three hundred are named, and how many more there are', () => {
  const paths = Array.from({ length: 500 }, (_, index) => `path-${index}`);
  const well = [
    { name: 'stage=prod', paths },
    { name: '', paths: paths.map((id) => `other-${id}`) },
  ];
  const text = textOf(
    widgetHtml(anOverview({ well, counts: { unexpected: 0, undetermined: 0, expected: 1_000 } }), light),
  );
  expect(text).toContain('path-299 and 700 more: pathwatch ui');
});

const hostile = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '</style><script>1</script>',
    '<cwdb-action action="call" endpoint="arn:aws:lambda:x">{}</cwdb-action>',
    '\u202eevil',
    'שלום',
    '&lt;b&gt;',
    '"'.repeat(10_000),
    '\u0000\ud800',
  ),
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.string({ minLength: 10_000, maxLength: 10_000 }),
);

test('whatever names, reasons and principals are, they are text, and the answer stays within its bounds', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(1, 50, 1_000), (text, count) => {
      const problem = aProblem({
        pathId: text,
        reason: text,
        change: { name: text, fit: 'touches', author: { principal: text } },
        incidentId: text,
        acknowledged: { at: text, by: text, reason: text },
        silenced: { reason: text, until: text },
      });
      const html = widgetHtml(
        anOverview({
          deployment: text,
          problems: Array.from({ length: count }, () => problem),
          well: [{ name: text, paths: Array.from({ length: count }, () => text) }],
        }),
        light,
      );
      expectHarmless(html);
      expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(LARGEST);
    }),
    { numRuns: 60 },
  );
});

test('what strangers wrote can be read as they wrote it, as far as it can be seen', () => {
  const html = widgetHtml(anOverview({ problems: [aProblem({ pathId: '<script>', reason: 'שלום & <b>' })] }), light);
  expect(html).toContain('<bdi>&lt;script></bdi>');
  expect(html).toContain('<bdi>שלום &amp; &lt;b></bdi>');
});

test('where the table does not answer, that is said', () => {
  const html = failureHtml('Query answered <Timeout>.', { theme: 'dark' });
  expect(textOf(html)).toBe('How the paths are cannot be read: Query answered &lt;Timeout>. Ask pathwatch status .');
  expectHarmless(html);
});

test('a clock that cannot be read is UTC', () => {
  for (const offset of ['', 'x', '+1:00', '+01:00<b>'])
    expect(textOf(widgetHtml(anOverview({ problems: [aProblem()] }), { theme: 'light', offset }))).toContain('10:10');
});
