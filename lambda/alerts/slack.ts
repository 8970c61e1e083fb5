import type { Alert } from '../domain/alert.ts';
import type { Chapter } from './chapter.ts';
import { consoleUrl } from './console.ts';
import { headlineText } from './headline.ts';
import { chapterText, escaped } from './mrkdwn.ts';
import { storyOf } from './story.ts';

/** Of the blocks that Block Kit has, those that are used here: https://api.slack.com/reference/block-kit/blocks. */
export type SlackBlock =
  | {
      readonly type: 'header';
      readonly text: { readonly type: 'plain_text'; readonly text: string; readonly emoji: false };
    }
  | { readonly type: 'section'; readonly text: SlackText }
  | { readonly type: 'context'; readonly elements: readonly SlackText[] };

/** `verbatim`: Slack looks for no names and links in it: https://api.slack.com/reference/block-kit/composition-objects#text. */
interface SlackText {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

export interface SlackMessage {
  /** What a notification shows, and a client without blocks. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** Characters of a header: https://api.slack.com/reference/block-kit/blocks#header. */
const HEADER = 150;
/**
 * Characters of each part as JSON, all below the 3,000 of a section and together with the header below the 13,000 or so of all
 * blocks, which Slack enforces and does not document.
 */
const limits = {
  opening: 2100,
  why: 2100,
  changes: 1800,
  fixes: 2300,
  flows: 900,
  open: 700,
  ids: 700,
} as const satisfies Readonly<Record<Chapter['name'], number>>;
/** Characters for the names of other paths. */
const NAMES = 600;

const mrkdwn = (text: string): SlackText => ({ type: 'mrkdwn', text, verbatim: true });

/** `<url|text>`, of our own link alone: nothing else of an alert becomes one. */
const linkOf = (alert: Alert): readonly SlackText[] => {
  const url = consoleUrl(alert);
  return url === undefined ? [] : [mrkdwn(`<${url.replaceAll('&', '&amp;')}|Analysis in the console>`)];
};

const blockOf = (chapter: Chapter, alert: Alert): SlackBlock => {
  const text = mrkdwn(chapterText(chapter, limits[chapter.name]));
  return chapter.name === 'ids' ? { type: 'context', elements: [text, ...linkOf(alert)] } : { type: 'section', text };
};

/**
 * An alert for an incoming webhook of Slack. A webhook cannot thread: each message names its incident. Within Slack's limits
 * whatever the alert holds, and it mentions nobody.
 */
export const slackMessage = (alert: Alert): SlackMessage => {
  const title = headlineText(alert);
  return {
    text: escaped(title, 300),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: escaped(title, HEADER), emoji: false } },
      ...storyOf(alert, NAMES).map((chapter) => blockOf(chapter, alert)),
    ],
  };
};
