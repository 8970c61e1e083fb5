import { RegionInfo } from 'aws-cdk-lib/region-info';
import { networkManagerHome } from '../../lambda/domain/network-manager-home.ts';
import { homeOf } from '../../lib/forwarder-stack.ts';

test('is where the forwarder to a Region is deployed, of every Region that CDK knows', () => {
  expect(RegionInfo.regions.length).toBeGreaterThan(30);
  for (const { name } of RegionInfo.regions) {
    const found = homeOf(name);
    const home = networkManagerHome(name);
    const needed = home === name ? undefined : home;
    expect([name, needed]).toEqual([name, 'home' in found ? found.home : undefined]);
  }
});
