import type { Alert } from '../domain/alert.ts';

/** The consoles of AWS, China's and the United States government's included. */
const consoles = /^(?:[a-z0-9-]+\.)?console\.(?:aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/;
const LONGEST = 500;

/** The link to the analysis, if it is one to a console of AWS by https; nothing else becomes a link. */
export const consoleUrl = ({ lead }: Alert): string | undefined => {
  if (lead.console === undefined || !URL.canParse(lead.console)) return undefined;
  const url = new URL(lead.console);
  const isOurs = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  const text = url.href.replaceAll('|', '%7C').replaceAll("'", '%27').replaceAll('`', '%60');
  return isOurs && consoles.test(url.hostname) && text.length <= LONGEST && /^[\x21-\x7e]+$/.test(text)
    ? text
    : undefined;
};

/** The id of the analysis, or of its insights path, which a link to the console holds. */
export const analysisId = ({ lead }: Alert): string | undefined =>
  /=(ni[ap]-[0-9a-z]{1,40})(?![0-9a-z])/.exec(lead.console ?? '')?.[1];
