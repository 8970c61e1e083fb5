import { chatNotification } from '../../lambda/alerts/chat.ts';
import { situations } from './situations.ts';

test('a notification tells what a Slack message does, with the incident as its thread', () => {
  const alert = situations['common-cause-of-14'];
  if (alert === undefined) throw new Error('no such situation');
  const { content, metadata, ...rest } = chatNotification(alert);
  expect(rest).toEqual({ version: '1.0', source: 'custom', id: alert.id });
  expect(content.textType).toBe('client-markdown');
  expect(content.title).toBe('BROKEN 14 paths: rtb-021ab122f4f50d879 lost its route to 10.0.0.0/16');
  expect(content.description).toContain(
    '*Why (confirmed by AWS)*\n• rtb-021ab122f4f50d879 has no route to 10.0.20.236',
  );
  expect(content.description).toContain('```\naws ec2 create-route --route-table-id rtb-021ab122f4f50d879 \\\n');
  expect(content.nextSteps).toEqual([
    'to undo the change, add the route again: aws ec2 create-route --route-table-id rtb-021ab122f4f50d879 ' +
      '--destination-cidr-block 10.0.0.0/16 --transit-gateway-id tgw-0e8d7c6b5a4f39201',
  ]);
  expect(content.keywords).toEqual(['critical', 'rtb-021ab122f4f50d879']);
  expect(metadata).toEqual({
    threadId: alert.incidentId,
    summary: content.title,
    eventType: 'broke',
    relatedResources: ['rtb-021ab122f4f50d879'],
  });
});

test('a command that is longer than a next step is in the description alone', () => {
  const alert = situations['common-cause-of-14'];
  if (alert === undefined) throw new Error('no such situation');
  const words = ['aws', 'ec2', 'authorize-security-group-ingress', '--ip-permissions', `FromPort=${'1'.repeat(400)}`];
  const lead = { ...alert.lead, fixes: [{ kind: 'add' as const, title: 'add a rule', words, blanks: {} }] };
  const { content } = chatNotification({ ...alert, lead });
  expect(content.nextSteps).toBeUndefined();
  expect(content.description).toContain('FromPort=111');
});
