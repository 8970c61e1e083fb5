import fc from 'fast-check';
import { chatNotification } from '../../lambda/alerts/chat.ts';
import { emailText } from '../../lambda/alerts/email.ts';
import { eventDetail } from '../../lambda/alerts/event.ts';
import { alertEvent } from '../../lambda/alerts/event-schema.ts';
import { states } from '../../lambda/alerts/headline.ts';
import { slackMessage } from '../../lambda/alerts/slack.ts';
import type { Alert } from '../../lambda/domain/alert.ts';
import { alertMadeOf, anyAlert, hostileParts, markupIn, unseenIn } from '../support/any-alert.ts';

/* Whatever an alert holds, and whoever wrote it, each channel gets what it takes and nothing that does harm there. */

/** What strangers may write, 10,000 characters of it in every place, and then whatever. */
const whatever = (property: (alert: Alert) => void): void => {
  [hostileParts.join(''), '<!channel>', '😀', '"', '&', '`'].forEach((part, seed) => {
    const text = part.repeat(Math.ceil(10_000 / part.length));
    for (const kind of ['broke', 'test'] as const)
      property(alertMadeOf({ kind, texts: [text], times: [part], count: 25, seed }));
  });
  fc.assert(fc.property(anyAlert, property), { numRuns: 25 });
};

const textsOf = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => [key, ...textsOf(part)])
    : [];
};

test('an e-mail has a subject below 100 characters of ASCII with its state first, and 25 lines of 80 characters', () => {
  const begins = new RegExp(`^(${states.join('|')}) `);
  whatever((alert) => {
    const { subject, body } = emailText(alert);
    expect(subject).toMatch(/^[\x20-\x7e]+$/);
    expect(subject).toMatch(begins);
    expect(subject.length).toBeLessThan(100);
    const lines = body.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(unseenIn(body)).toEqual([]);
  });
});

test('a Slack message keeps the limits of Block Kit, and mentions nobody', () => {
  whatever((alert) => {
    const { text, blocks } = slackMessage(alert);
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
    expect(text.length).toBeLessThanOrEqual(3000);
    for (const block of blocks) {
      const texts = block.type === 'context' ? block.elements.map((element) => element.text) : [block.text.text];
      expect(texts.length).toBeLessThanOrEqual(10);
      for (const one of texts) {
        expect(one.length).toBeGreaterThan(0);
        expect(one.length).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3000);
        // Blocks of code are opened and closed.
        expect(one.split('```').length % 2).toBe(1);
      }
    }
    const all = textsOf({ text, blocks });
    expect(all.flatMap(markupIn)).toEqual([]);
    expect(all.flatMap(unseenIn)).toEqual([]);
  });
});

test('a chat notification keeps the limits of its schema, and mentions nobody', () => {
  whatever((alert) => {
    const notification = chatNotification(alert);
    const { title, description, nextSteps = [], keywords } = notification.content;
    expect(title.length).toBeLessThanOrEqual(250);
    expect(description.length).toBeGreaterThan(0);
    expect(description.length).toBeLessThanOrEqual(8000);
    expect(nextSteps.filter((step) => step.length > 350)).toEqual([]);
    expect(keywords.filter((word) => word.length > 75)).toEqual([]);
    expect(description.split('```').length % 2).toBe(1);
    const { id: _id, metadata, content } = notification;
    const { threadId: _thread, ...rest } = metadata;
    expect(textsOf({ content, rest }).flatMap(markupIn)).toEqual([]);
    expect(textsOf(notification).flatMap(unseenIn)).toEqual([]);
  });
});

test('an event fits its schema and 200 KB', () => {
  whatever((alert) => {
    const detail = eventDetail(alert);
    expect(alertEvent.parse(detail)).toEqual(detail);
    expect(Buffer.byteLength(JSON.stringify(detail))).toBeLessThanOrEqual(200_000);
    expect(textsOf(detail).flatMap(unseenIn)).toEqual([]);
  });
});
