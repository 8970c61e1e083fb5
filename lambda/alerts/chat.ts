import type { Alert } from '../domain/alert.ts';
import type { Chapter } from './chapter.ts';
import { clean } from './clean.ts';
import { commandLine } from './command.ts';
import { consoleUrl } from './console.ts';
import { headlineText } from './headline.ts';
import { chapterText, escaped } from './mrkdwn.ts';
import { blanksText, fixesTold, purposeText } from './remedy.ts';
import { storyOf } from './story.ts';

/**
 * A custom notification of Amazon Q Developer in chat applications:
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html.
 */
export interface ChatNotification {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps?: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** Messages of the same incident stand in one thread. */
    readonly threadId: string;
    /** Put on the thread's first message as its latest update. */
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
  };
}

/** Characters: the first four are the schema's, which gives the summary none. */
const most = { title: 250, description: 8000, nextStep: 350, keyword: 75, summary: 250 } as const;

/** Characters of each part, as JSON, together below the description's. */
const limits = {
  opening: 1500,
  why: 1500,
  changes: 1300,
  fixes: 1700,
  flows: 600,
  open: 600,
  ids: 600,
} as const satisfies Readonly<Record<Chapter['name'], number>>;
const NAMES = 400;
const RESOURCES = 10;

/** Commands that are short enough; all of them are in the description. */
const nextSteps = (alert: Alert): readonly string[] =>
  fixesTold(alert).flatMap((fix) => {
    const command = commandLine(fix);
    const blanks = blanksText(fix) === '' ? '' : ` (${blanksText(fix)})`;
    const step = command && escaped(`${purposeText(fix)}${blanks}: ${command}`, most.description);
    return step && step.length <= most.nextStep ? [step] : [];
  });

const resourcesOf = ({ component, lead }: Alert): readonly string[] => {
  const named = [component, ...lead.findings.map((finding) => finding.component)].filter((id) => id !== undefined);
  return [...new Set(named.map((id) => clean(id, 100)))].slice(0, RESOURCES);
};

const descriptionOf = (alert: Alert): string => {
  const url = consoleUrl(alert);
  const parts = storyOf(alert, NAMES).map((chapter) => chapterText(chapter, limits[chapter.name]));
  return [...parts, ...(url === undefined ? [] : [url.replaceAll('&', '&amp;')])].join('\n\n');
};

/** An alert as a custom notification: within its limits whatever the alert holds, and it mentions nobody. */
export const chatNotification = (alert: Alert): ChatNotification => {
  const title = headlineText(alert);
  const steps = nextSteps(alert);
  const resources = resourcesOf(alert);
  return {
    version: '1.0',
    source: 'custom',
    id: clean(alert.id, 256),
    content: {
      textType: 'client-markdown',
      title: escaped(title, most.title),
      description: descriptionOf(alert),
      ...(steps.length > 0 && { nextSteps: steps }),
      keywords: [alert.severity, ...resources].map((word) => escaped(word, most.keyword)),
    },
    metadata: {
      threadId: clean(alert.incidentId, 256),
      summary: escaped(title, most.summary),
      eventType: alert.kind,
      relatedResources: resources.map((id) => escaped(id, most.keyword)),
    },
  };
};
