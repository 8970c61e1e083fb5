import type { Channels } from '../../lambda/domain/channel.ts';
import { severities } from '../../lambda/domain/path.ts';
import { forecast } from '../../lambda/spend/forecast.ts';
import type { Parts } from '../../lambda/spend/services.ts';
import { tellingOf } from '../../lambda/spend/telling.ts';
import { everyChannel } from '../support/channels.ts';
import { aConfiguration, aPath, noChannels } from '../support/paths.ts';

const paths = Array.from({ length: 20 }, (_, index) => aPath({ id: `path-${index}` }));
const partsWith = (channels: Channels): Parts => forecast(aConfiguration(paths, { channels })).parts.expected;

test('an alert is published once for all of e-mail and HTTPS, and once for each channel of the chat', () => {
  expect(tellingOf(1000, everyChannel)).toEqual({
    keyRequest: 6000,
    snsPublish: 3000,
    snsEmail: 2000,
    // Two subscribers, and the service behind each of the chat's topics.
    snsHttps: 4000,
    customEvent: 1000,
    secretMonth: 2,
    secretRequest: 2000,
  });
});

test('a secret costs its month whether anything is told or not, and once where channels share it', () => {
  const slack = ['noc', 'team'].map((name) => ({ name, secret: 'one', severities }));
  expect(tellingOf(0, { ...noChannels, slack }).secretMonth).toBe(1);
  const { secrets } = forecast(aConfiguration(paths, { channels: { ...noChannels, slack } })).parts.best;
  expect(secrets).toBeCloseTo(0.4, 9);
});

test('of all channels only secrets are seen in a bill', () => {
  const [none, all] = [partsWith(noChannels), partsWith(everyChannel)];
  expect(none.secrets).toBe(0);
  expect(all.secrets).toBeCloseTo(0.8, 3);
  for (const service of ['sns', 'eventbridge', 'key'] as const) expect(all[service] - none[service]).toBeLessThan(0.01);
});

test('flow logs are asked where something is told, for a part of a cent each time', () => {
  const { best, expected } = forecast(aConfiguration(paths)).parts;
  expect(expected.logs - best.logs).toBeCloseTo(40 * 0.2 * 0.005, 2);
});

test('the clock, where there is one, is counted, and costs less than looking as often', () => {
  const best = (every: string): Parts => forecast(aConfiguration(paths.map((path) => ({ ...path, every })))).parts.best;
  const [often, hourly] = [best('rate(5 minutes)'), best('rate(1 hour)')];
  // As many invocations of schedules, and those of the declared one.
  expect(hourly.eventbridge - often.eventbridge).toBeCloseTo((30.4 * 24) / 1e6, 9);
  expect(hourly.durable).toBeGreaterThan(often.durable / 2);
  expect(hourly.durable).toBeLessThan(often.durable);
  expect(hourly.lambda).toBeLessThan(often.lambda);
});
