import { instanceStates, networkManagerEvents, writeCalls } from '../../../lambda/changes/patterns.ts';
import { matches } from '../../../local/events/pattern.ts';

test.each<[string, object, object, boolean]>([
  ['a value of the list', { source: ['a', 'b'] }, { source: 'b' }, true],
  ['no value of the list', { source: ['a', 'b'] }, { source: 'c' }, false],
  ['a field that is not there', { source: ['a'] }, {}, false],
  ['a boolean', { readOnly: [false] }, { readOnly: false }, true],
  ['a boolean in words', { readOnly: [false] }, { readOnly: 'false' }, false],
  ['one value of many', { resources: ['x'] }, { resources: ['w', 'x'] }, true],
  ['a field within another', { detail: { state: ['on'] } }, { detail: { state: 'on' } }, true],
  ['a field within what is not there', { detail: { state: ['on'] } }, {}, false],
  ['an absence', { code: [{ exists: false }] }, {}, true],
  ['an absence that is none', { code: [{ exists: false }] }, { code: 'x' }, false],
  ['a presence', { code: [{ exists: true }] }, { code: 'x' }, true],
  ['a prefix', { name: [{ prefix: 'Delete' }] }, { name: 'DeleteRoute' }, true],
  ['another prefix', { name: [{ prefix: 'Delete' }] }, { name: 'CreateRoute' }, false],
  ['anything but a value', { name: [{ 'anything-but': 'x' }] }, { name: 'y' }, true],
  ['that very value', { name: [{ 'anything-but': ['x', 'y'] }] }, { name: 'y' }, false],
  ['anything but a prefix', { name: [{ 'anything-but': { prefix: 'Get' } }] }, { name: 'GetX' }, false],
  ['anything but a value of what is not there', { name: [{ 'anything-but': 'x' }] }, {}, false],
])('%s', (_, pattern, event, expected) => {
  expect(matches(pattern, event)).toBe(expected);
});

test('a condition that is not known here is an error, and never a silent no', () => {
  expect(() => matches({ name: [{ wildcard: '*' }] }, { name: 'x' })).toThrow('wildcard');
  expect(() => matches({ name: 'x' }, { name: 'x' })).toThrow('no condition');
});

const call = (detail: object) => ({
  source: 'aws.ec2',
  'detail-type': 'AWS API Call via CloudTrail',
  detail: { eventSource: 'ec2.amazonaws.com', eventName: 'CreateRoute', readOnly: false, ...detail },
});

test("the product's own rules take what they are meant to", () => {
  expect(matches(writeCalls, call({}))).toBe(true);
  expect(matches(writeCalls, call({ errorCode: 'Client.DryRunOperation' }))).toBe(false);
  expect(matches(writeCalls, call({ readOnly: true }))).toBe(false);
  // The product's own calls, which each purchase makes, wake nobody.
  expect(matches(writeCalls, call({ eventName: 'StartNetworkInsightsAnalysis' }))).toBe(false);
  expect(matches(instanceStates, call({}))).toBe(false);
  const routing = { source: 'aws.networkmanager', 'detail-type': 'Network Manager Routing Update' };
  expect(matches(networkManagerEvents('eu-west-1'), { ...routing, detail: { region: 'eu-west-1' } })).toBe(true);
  expect(matches(networkManagerEvents('eu-west-1'), { ...routing, detail: { region: 'us-east-1' } })).toBe(false);
});
