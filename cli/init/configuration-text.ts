import { Document, isMap, isSeq, type YAMLMap } from 'yaml';
import { clean } from '../../lambda/alerts/clean.ts';
import type { Entry } from '../discover/candidate.ts';
import { EVERY } from '../discover/declare-path.ts';
import { counted } from '../page.ts';
import { wrapped } from '../wrap.ts';
import { nowText } from './now-text.ts';
import type { Offer } from './offer.ts';

/** What a configuration is written from. */
export interface Draft {
  /** As an editor finds it from the file. */
  readonly schema: string;
  /** ISO time. */
  readonly takenAt: string;
  readonly active: readonly Offer[];
  /** Written as comments. */
  readonly others: readonly Offer[];
  /** Candidates that found no room. */
  readonly left: number;
}

/** Characters of a line of comment. */
const WIDTH = 110;

/** Names and tags of strangers stand in these sentences: each is one text without line breaks before it becomes lines of a comment. */
const remark = (text: string, hang = ''): string =>
  wrapped(clean(text, 600), WIDTH)
    .map((line, place) => ` ${place === 0 ? '' : hang}${line}`)
    .join('\n');

const stringify = { lineWidth: 0 } as const;

/** Ends that are selectors stand on one line. */
const flowing = (node: YAMLMap): void => {
  for (const end of ['from', 'to']) {
    const value = node.get(end, true);
    if (isMap(value)) value.flow = true;
  }
};

const pathsOf = (document: Document): readonly YAMLMap[] => {
  const paths = document.get('paths');
  return isSeq(paths) ? paths.items.filter(isMap) : [];
};

/** Further in than any line of an entry, so that no name at the begin of a line can be taken for one. */
const HANG = '     ';

const aboutOf = (offer: Offer): string =>
  [remark(`Why: ${offer.why}.`, HANG), remark(`Now: ${nowText(offer)}.`, HANG)].join('\n');

/** One entry as it would be written, as lines of a comment: without `# ` before them they declare it. */
const commentedOut = (entry: Entry): string => {
  const document = new Document({ paths: [entry] });
  pathsOf(document).forEach(flowing);
  const [, ...lines] = document.toString(stringify).trimEnd().split('\n');
  return lines.map((line) => ` ${line.slice(2)}`).join('\n');
};

const heading = ({ schema, takenAt, others, left }: Draft): string =>
  [
    ` yaml-language-server: $schema=${schema}`,
    '',
    remark(
      `Proposed by \`pathwatch init\` from the network as it was described at ${takenAt}. Nothing is watched yet: ` +
        'these are guesses at what may be critical, and only somebody who knows the network can say what is.',
    ),
    remark(
      '1. Keep what is critical, and give it the id that alerts are to name: the history of a path hangs on its id.',
    ),
    ...(others.length === 0
      ? []
      : [
          remark(
            '2. What is commented out at the end is not watched: take away the `# ` before its lines to declare it.',
          ),
        ]),
    remark(
      `${others.length === 0 ? 2 : 3}. \`pathwatch validate\` checks this file, \`pathwatch list-targets\` tells what its ends stand for, ` +
        '`pathwatch cost` what a month costs.',
    ),
    remark(`${others.length === 0 ? 3 : 4}. Say under \`channels\` where alerts go, and deploy: README.md.`),
    ...(left === 0
      ? []
      : [remark(`${counted(left, 'more candidate')} found no room here: \`pathwatch init --max N\`.`)]),
    remark('Every key is described in docs/configuration.md.'),
  ].join('\n');

const footing = [
  'channels: # AWS sends each address a mail first, to be confirmed',
  '  email:',
  '    - netops@example.com',
]
  .map((line) => ` ${line}`)
  .join('\n');

/** A file must declare a path: this one says by its name that it stands for none. Its address is of documentation (RFC 5737). */
const placeholder: Entry = {
  id: 'replace-me',
  from: 'i-00000000000000000',
  to: '192.0.2.1',
  protocol: 'tcp',
  port: 443,
};

const aboutPlaceholder = (others: readonly Offer[]): string =>
  [
    remark(
      others.length === 0
        ? 'Nothing was found that looks like a critical path: no load balancer, no database port, no VPCs that are linked.'
        : 'None of those below is declared.',
    ),
    remark(
      'A file must declare a path, and this one stands for none: its ends do not exist. Write the two ends of a connection ' +
        'that must work in their place, by id (`i-…`, `eni-…`, `igw-…`), by tags (`{ tags: { Name: "web-*" } }`) or as `to` ' +
        'by address, or take it away when you declare another path.',
    ),
  ].join('\n');

/** A configuration of what was chosen, with what was not as comments. It is right, whatever names the network has. */
export const configurationText = (draft: Draft): string => {
  const { active, others } = draft;
  const entries = active.length === 0 ? [placeholder] : active.map(({ entry }) => entry);
  const document = new Document({ defaults: { every: EVERY }, paths: entries });
  document.commentBefore = heading(draft);
  for (const [place, node] of pathsOf(document).entries()) {
    const offer = active[place];
    node.commentBefore = offer === undefined ? aboutPlaceholder(others) : aboutOf(offer);
    node.spaceBefore = place > 0;
    flowing(node);
  }
  const paths = document.get('paths', true);
  if (isSeq(paths) && others.length > 0)
    paths.comment = others.map((offer) => `\n${aboutOf(offer)}\n${commentedOut(offer.entry)}`).join('\n');
  document.comment = footing;
  return document.toString(stringify);
};
