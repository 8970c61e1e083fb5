import { isForwarderSign } from '../../../lambda/changes/read-event.ts';
import { openBus } from '../../../local/events/bus.ts';
import { openForwarder } from '../../../local/events/forwarder.ts';

test('the sign of life takes the way that events take, and is known for what it is', async () => {
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `event-${ids}`;
  };
  const bus = openBus({
    account: '111111111111',
    region: 'ap-northeast-1',
    now: () => new Date('2026-11-22T10:00:00.000Z'),
    newId,
    windowSeconds: 0,
  });
  const bodies: string[] = [];
  const forwarder = openForwarder(bus);
  const taking = bus.subscribe(async ({ Records }) => {
    bodies.push(...Records.map(({ body }) => body));
  });
  await bus.settled();
  forwarder.close();
  await taking.close();
  await bus.close();
  expect(bodies.map(isForwarderSign)).toEqual([true]);
});
