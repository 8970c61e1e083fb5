import { StartNetworkInsightsAnalysisCommand } from '@aws-sdk/client-ec2';
import { reachabilityAnalyzer } from '../../lambda/aws/reachability-analyzer.ts';
import { farewell } from '../../lambda/monitor/farewell.ts';
import type { ReachabilityAnalyzer } from '../../lambda/monitor/ports.ts';
import { aDeployment, aQuestion, type OpenInsights, openNetworkInsights } from '../support/ec2.ts';

let open: OpenInsights;
let analyzer: ReachabilityAnalyzer;
beforeEach(async () => {
  open = await openNetworkInsights();
  analyzer = reachabilityAnalyzer(open.ec2, aDeployment);
});
afterEach(() => open.close());

const never = (): boolean => false;

/** An insights path of a deployment with one analysis, which has ended. */
const analysed = async (key: string, by = analyzer): Promise<string> => {
  const question = aQuestion({ key });
  const { id } = await by.create(question, `path-${key}`);
  await by.start(id, question, `analysis-${key}`);
  open.clock.pass(60);
  return id;
};

test('what the deployment made is removed, and what another made stays', async () => {
  const another = reachabilityAnalyzer(open.ec2, { ...aDeployment, name: 'staging' });
  const ids = [await analysed('k1'), await analysed('k2')];
  const theirs = await analysed('k3', another);
  expect(await farewell(analyzer, never)).toEqual({ removed: ids, analyses: 2, shared: [], left: [] });
  expect(await analyzer.owned()).toEqual([]);
  expect(await another.owned()).toMatchObject([{ id: theirs }]);
});

test('an insights path that somebody has analysed by hand stays with that analysis, and loses ours', async () => {
  const id = await analysed('k1');
  await open.ec2.send(new StartNetworkInsightsAnalysisCommand({ NetworkInsightsPathId: id, ClientToken: 'by-hand' }));
  open.clock.pass(60);
  expect(await farewell(analyzer, never)).toEqual({ removed: [], analyses: 1, shared: [id], left: [] });
  expect(await analyzer.stored(id)).toMatchObject([{ own: false }]);
});

test('what cannot be removed is left with its reason, and keeps nothing else from going', async () => {
  const [first, second] = [await analysed('k1'), await analysed('k2')];
  let refused = false;
  open.endpoint.disturb(({ operation }) => {
    if (operation !== 'DeleteNetworkInsightsPath' || refused) return undefined;
    refused = true;
    return { kind: 'error', status: 403, code: 'UnauthorizedOperation' };
  });
  const { removed, left } = await farewell(analyzer, never);
  expect(removed).toEqual([second]);
  expect(left).toEqual([{ id: first, reason: expect.stringMatching(/^UnauthorizedOperation/) }]);
});

test('when its time is up it says what is not removed, so that somebody is told in time', async () => {
  const ids = [await analysed('k1'), await analysed('k2'), await analysed('k3')];
  let asked = 0;
  const isLate = (): boolean => {
    asked += 1;
    return asked > 1;
  };
  const { removed, left } = await farewell(analyzer, isLate);
  expect(removed).toEqual(ids.slice(0, 1));
  expect(left.map(({ id }) => id)).toEqual(ids.slice(1));
  expect((await farewell(analyzer, never)).removed).toEqual(ids.slice(1));
});
