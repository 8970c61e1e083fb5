import { createHash } from 'node:crypto';
import { h } from 'preact';
import { render } from 'preact-render-to-string';
import type { Clock } from '../../lambda/asking/time.ts';
import { Surroundings } from '../components/setting.tsx';
import { sheet } from '../style/sheet.ts';
import { incidentAnchor, pathAnchor, Report, type ReportView } from './document.tsx';

/** A text between tags. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A style sheet holds no `</`: none of ours does, and what strangers wrote goes into none. */
const styleHash = `sha256-${createHash('sha256').update(sheet).digest('base64')}`;

/**
 * The report as one file, which asks nobody for anything: no script, and a policy that lets none in
 * (https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP).
 */
export const reportHtml = (view: ReportView, { now, timeZone }: Clock): string => {
  const paths = new Set(view.paths.map(({ row }) => row.id));
  const incidents = new Set(view.incidents.map(({ id }) => id));
  const setting = {
    now,
    timeZone,
    isLive: false,
    pathHref: (id: string) => (paths.has(id) ? `#${encodeURIComponent(pathAnchor(id))}` : undefined),
    incidentHref: (id: string) => (incidents.has(id) ? `#${encodeURIComponent(incidentAnchor(id))}` : undefined),
  };
  const body = render(h(Surroundings.Provider, { value: setting }, h(Report, { view })));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`Pathwatch: ${view.overview.name}`)}</title>
<style>${sheet}</style>
</head>
<body>
${body}
</body>
</html>
`;
};
