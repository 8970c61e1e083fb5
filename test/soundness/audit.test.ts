import fc from 'fast-check';
import type { Path } from '../../lambda/domain/path.ts';
import { aPath } from '../support/paths.ts';
import { buy, lookAt, type Parts, record, sound } from './flow.ts';
import { lyingAbout, namedBy } from './lying.ts';
import { truthful } from './reachability-analyzer.ts';
import { scenes } from './scene.ts';

const DAY = 24 * 3600;
const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 22, 10) + seconds * 1000);

/** One question alone, so that what is said of the component is said of the path. */
const narrowed = (path: Path): Path => ({ ...path, ports: path.ports.slice(0, 1), sourcePorts: [], audit: 7 * DAY });

describe('an analyzer that disagrees with the model about a component', () => {
  test('is found by the audit, told once, believed, and not carried until it agrees again', () => {
    const seen = { reachable: 0, unreachable: 0 };
    const random = fc.tuple(scenes(1), fc.nat(7), fc.nat(100));
    for (const [scene, which, pick] of fc.sample(random, { seed: 21, numRuns: 400 })) {
      const { documents, registrations, paths } = scene;
      const path = narrowed(paths[which] ?? paths[0] ?? aPath());
      const honest: Parts = { ...sound, analyzer: truthful, registrations };
      const still = { before: documents, during: documents, after: documents };

      const first = lookAt(path, undefined, documents, at(0), honest);
      const baseline = buy(first, still, undefined, at(0), 'baseline', honest);
      const [asked, ...others] = first.consulted.plan.questions;
      if (asked === undefined || others.length > 0 || baseline.uncarried !== undefined) continue;
      const before = record(undefined, path, baseline).state;
      expect(lookAt(path, before, documents, at(6 * DAY), honest).choice).toEqual({ kind: 'carry' });

      const named = namedBy(truthful, documents, asked.question);
      const component = named[pick % named.length] ?? '';
      const liar: Parts = { ...honest, analyzer: lyingAbout(component) };
      const said = liar.analyzer(documents, asked.question);
      const isFound = said.kind === 'succeeded' && said.report.found;
      const audit = lookAt(path, before, documents, at(7 * DAY), liar);
      expect(audit.choice).toEqual({ kind: 'buy', reason: 'audit' });
      const check = buy(audit, still, before, at(7 * DAY), 'audit', liar);
      expect(check).toMatchObject({ model: 'disagrees', verdict: isFound ? 'reachable' : 'unreachable' });
      seen[isFound ? 'reachable' : 'unreachable'] += 1;

      const found = record(before, path, check);
      expect(found.state.settled?.verdict).toBe(check.verdict);
      expect(found.state.disagreements?.count).toBe(1);
      expect(found.signals.filter(({ kind }) => kind === 'disagreement')).toHaveLength(1);
      expect(lookAt(path, found.state, documents, at(7 * DAY + 60), liar).choice).toEqual({ kind: 'rest' });

      const retry = lookAt(path, found.state, documents, at(7 * DAY + 300), liar);
      expect(retry.choice).toEqual({ kind: 'buy', reason: 'retry' });
      const again = record(found.state, path, buy(retry, still, found.state, at(7 * DAY + 300), 'retry', liar));
      expect(again.state.disagreements?.count).toBe(2);
      expect(again.signals.filter(({ kind }) => kind === 'disagreement')).toEqual([]);

      const last = lookAt(path, again.state, documents, at(8 * DAY), honest);
      expect(last.choice).toEqual({ kind: 'buy', reason: 'retry' });
      const agreed = buy(last, still, again.state, at(8 * DAY), 'retry', honest);
      expect(agreed).toMatchObject({ model: 'agrees', verdict: baseline.verdict });
      const { state } = record(again.state, path, agreed);
      expect(lookAt(path, state, documents, at(8 * DAY + 300), honest).choice).toEqual({ kind: 'carry' });
    }
    expect(seen.reachable).toBeGreaterThan(50);
    expect(seen.unreachable).toBeGreaterThan(50);
  });
});
