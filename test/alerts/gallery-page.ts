import { emailText } from '../../lambda/alerts/email.ts';
import { states } from '../../lambda/alerts/headline.ts';
import type { Alert } from '../../lambda/domain/alert.ts';

/** Longer ones first: `STILL BROKEN` is no `BROKEN`, and `CHANGED BY` no `CHANGED`. */
const byLength = states.toSorted((one, other) => other.length - one.length);

const stateOf = (subject: string): string => byLength.find((state) => subject.startsWith(`${state} `)) ?? 'others';

const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

/** `docs/gallery.md`: every situation as its reader gets it by e-mail, under the state that it begins with. */
export const galleryPage = (situations: Readonly<Record<string, Alert>>): string => {
  const shown = Object.entries(situations).map(([name, alert]) => ({ name, ...emailText(alert) }));
  const sectionOf = (state: string): readonly string[] => {
    const those = shown.filter(({ subject }) => stateOf(subject) === state);
    return those.length === 0
      ? []
      : [
          `## ${state}`,
          ...those.map(
            ({ name, subject, body }) => `### ${titleOf(name)}\n\n\`\`\`text\n${subject}\n\n${body.trimEnd()}\n\`\`\``,
          ),
        ];
  };
  return `${[
    '<!-- Written by `npm run -s reference`: change what it is written from. -->',
    '# Gallery of alerts',
    'Every situation that the tests know, as its reader gets it by e-mail, subject first. [alerts.md](alerts.md) says when each is told, and what the ' +
      'words mean. The same as Slack gets them are the files `.slack.json` of `test/alerts/golden/`, whose `blocks` Slack’s Block Kit Builder shows.',
    ...[...states, 'others'].flatMap(sectionOf),
  ].join('\n\n')}\n`;
};
