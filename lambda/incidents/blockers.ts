import type { Signal } from '../domain/alert.ts';

/** How many blocking components a signal is joined by. */
const MOST = 20;

/**
 * What may be the cause that a signal shares with others: the components that block; of a path that must not be open the
 * group that lets it in; of one that nobody sees what keeps the monitor from seeing; of one that is disputed what is disputed.
 */
export const blockersOf = ({ kind, verdict, findings, cause }: Signal): readonly string[] => {
  const named = (wanted: (finding: Signal['findings'][number]) => boolean): readonly string[] =>
    findings.filter(wanted).flatMap(({ component }) => component ?? []);
  if (kind === 'disagreement') return [...new Set(named(({ code }) => code === 'MODEL_DISAGREES'))].slice(0, MOST);
  const causes =
    kind === 'blind'
      ? findings
          .filter(({ says }) => says === 'unknown')
          .map(({ code, component }) => `${code} ${component ?? ''}`.trim())
      : verdict === 'reachable'
        ? [...named(({ code }) => code === 'LET_IN'), ...(cause?.facts ?? []).map(({ component }) => component)]
        : named(({ says }) => says === 'unreachable');
  return [...new Set(causes)].slice(0, MOST);
};
