import type { Analysis, Run } from '../../lambda/domain/evidence.ts';
import { isReply } from '../../lambda/domain/evidence.ts';
import { portsText } from '../../lambda/domain/path.ts';
import { analyzerNames, never, type Verdict } from '../../lambda/domain/verdict.ts';
import { shown } from './shown.ts';
import { answeredWays, type WayView } from './way.ts';

/** What one analyzer was asked, and what it said. */
export interface EvidenceView {
  readonly analyzer: string;
  /** `tcp/443, the way back`; empty for Route Analyzer. */
  readonly asked: string;
  /** Absent where it has said nothing of the network. */
  readonly verdict: Verdict | null;
  /** A sentence: what it came to, or why it has not answered. */
  readonly said: string;
  readonly ways: readonly WayView[];
  readonly isPaid: boolean;
}

const withoutReport = (run: Exclude<Run<unknown>, { kind: 'succeeded' }>): string => {
  switch (run.kind) {
    case 'failed':
      return shown(`the analysis ${run.analysisId} failed: ${run.message}`);
    case 'fault':
      return shown(`it could not be asked: ${run.fault.operation} ${run.fault.code}, ${run.fault.message}`);
    case 'unfinished':
      return shown(`the analysis ${run.analysisId} had not ended after ${run.seconds} s`);
    default:
      return never(run);
  }
};

const askedOf = (analysis: Analysis): string => {
  if (analysis.analyzer === 'route-analyzer') return '';
  const { protocol, ports } = analysis.question;
  return `${protocol}/${portsText([ports])}${isReply(analysis) ? ', the way back' : ''}`;
};

const saidOf = (analysis: Analysis): Pick<EvidenceView, 'verdict' | 'said'> => {
  if ('notApplicable' in analysis) return { verdict: null, said: shown(`not applicable: ${analysis.notApplicable}`) };
  const { run } = analysis;
  if (run.kind !== 'succeeded') return { verdict: null, said: withoutReport(run) };
  switch (analysis.analyzer) {
    case 'reachability-analyzer': {
      const { found, analysisId } =
        analysis.run.kind === 'succeeded' ? analysis.run.report : { found: false, analysisId: '' };
      return {
        verdict: found ? 'reachable' : 'unreachable',
        said: shown(`${found ? 'a path was found' : 'no path was found'} (${analysisId})`),
      };
    }
    case 'route-analyzer': {
      if (analysis.run.kind !== 'succeeded') return { verdict: null, said: '' };
      const { forward, back } = analysis.run.report;
      const legs = [
        `forward ${forward.connected ? 'connected' : `not connected${forward.reason === undefined ? '' : `, ${forward.reason}`}`}`,
        back === undefined
          ? 'return not looked at'
          : `return ${back.connected ? 'connected' : `not connected${back.reason === undefined ? '' : `, ${back.reason}`}`}`,
      ];
      const isOpen = forward.connected && (back === undefined || back.connected);
      return { verdict: isOpen ? 'reachable' : 'unreachable', said: shown(legs.join('; ')) };
    }
    case 'network-model': {
      if (analysis.run.kind !== 'succeeded') return { verdict: null, said: '' };
      const { verdict, forward, back, findings } = analysis.run.report;
      const why = findings[0] === undefined ? '' : `; ${findings[0].message}`;
      return { verdict, said: shown(`forward ${forward}, return ${back}${why}`) };
    }
  }
};

export const evidenceView = (analysis: Analysis): EvidenceView => ({
  analyzer: `${analyzerNames[analysis.analyzer]}${analysis.pair === 0 ? '' : `, pair ${analysis.pair + 1}`}`,
  asked: askedOf(analysis),
  ...saidOf(analysis),
  ways: answeredWays(analysis),
  isPaid: analysis.analyzer === 'reachability-analyzer',
});
