import { requestOf } from '../../../lambda/domain/sweep-request.ts';
import { anyJson } from '../any-json.ts';
import { isSame, must, type Target } from '../target.ts';

const seeds = [
  { trigger: { by: 'schedule', every: 'rate(5 minutes)' } },
  {
    trigger: { by: 'change', gathering: '20261122T100000000Z-a1' },
    self: 'arn:aws:lambda:us-east-1:1:function:s:live',
  },
  { trigger: { by: 'test', channel: 'slack:noc' } },
  { trigger: { by: 'hand', paths: ['web-db'], audit: true, analyzers: ['reachability'] } },
  { trigger: { by: 'hand' }, part: { of: 'sweep-1', index: 1, count: 2, rank: 3 } },
];

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What the sweep is invoked with, which may spend money: whoever may invoke it chooses it. */
export const requests: Target<string> = {
  name: 'requests',
  parses: 'what the sweep is invoked with',
  inputs: anyJson(seeds, ['hand', 'schedule', 'routes', 'model', 'true']),
  take: (json) => {
    let request: ReturnType<typeof requestOf>;
    try {
      request = requestOf(asJson(json));
    } catch (error) {
      const told = error instanceof Error && /^the request of the sweep is wrong: \S/.test(error.message);
      if (!told) throw error;
      return 'refused';
    }
    must(isSame(requestOf(JSON.parse(JSON.stringify(request))), request), 'a request is read again as it is');
    return 'accepted';
  },
};
