import { accountOf, callerOf, present } from '../../lambda/aws/account.ts';
import { Fault } from '../../lambda/domain/fault.ts';
import { type Endpoint, openEndpoint } from '../../local/endpoint.ts';
import { callersService } from '../support/sts.ts';

const before = { ...process.env };
let endpoint: Endpoint;

/** AWS's clock, as its answers tell it: an hour behind. */
const there = new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);

beforeEach(async () => {
  const callers = callersService('111111111111');
  const dated = { date: there.toUTCString() };
  endpoint = await openEndpoint({
    ...callers,
    answer: async (...given) => ({ ...(await callers.answer(...given)), headers: dated }),
    refuse: (...given) => ({ ...callers.refuse(...given), headers: dated }),
  });
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_STS: endpoint.url,
  });
});
afterEach(async () => {
  process.env = { ...before };
  await endpoint.close();
});

const arn = 'arn:aws:iam::111111111111:user/netops';

test('the credentials are of an account and a principal, and AWS tells what time it is', async () => {
  expect(await accountOf('eu-west-1')).toBe('111111111111');
  expect(await callerOf('eu-west-1')).toBe(arn);
  expect(await present('eu-west-1')).toEqual({
    caller: { account: '111111111111', arn },
    answeredAt: there.toISOString(),
  });
});

test('a refusal is an answer too, with its time', async () => {
  endpoint.disturb(() => ({ kind: 'error', status: 403, code: 'ExpiredToken' }));
  const { caller, answeredAt } = await present('eu-west-1');
  expect(answeredAt).toBe(there.toISOString());
  if (!(caller instanceof Fault)) throw new Error('no fault');
  expect(caller.info).toMatchObject({ kind: 'expired-credentials', operation: 'GetCallerIdentity' });
});

test('where nobody answers, there is no time', async () => {
  process.env.AWS_ENDPOINT_URL_STS = 'http://127.0.0.1:9';
  const { caller, answeredAt } = await present('eu-west-1');
  expect(answeredAt).toBeUndefined();
  expect(caller).toBeInstanceOf(Fault);
});
