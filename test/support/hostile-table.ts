import type { Incident } from '../../lambda/domain/incident.ts';
import type { State } from '../../lambda/domain/state.ts';
import type { Store } from '../../lambda/monitor/ports.ts';
import {
  aBreak,
  aCause,
  aChange,
  aCheck,
  aDay,
  aFactChange,
  aFinding,
  aMember,
  anAnalysis,
  anIncident,
  aSettled,
  aState,
} from './records.ts';

/** Texts that strangers may have written into names, tags and fields of events, each to be drawn as text. */
export const hostileTexts = {
  script: '<script>document.title="pwned"</script>',
  image: '"><img src=x onerror="document.title=\'pwned\'">',
  link: 'javascript:document.title="pwned"',
  long: 'x'.repeat(10_000),
  reversed: '\u202e\u2066txt.exe\u200b',
  style: '</style></svg><style>*{display:none}</style>',
} as const;

const AT = '2026-11-23T10:05:00.000Z';

/** A path of which every text is one of a stranger's. */
export const hostileState = (text: string, pathId: string): State =>
  aState({
    pathId,
    declared: {
      text: `${text} → b, tcp/443`,
      digest: 'd',
      expect: 'reachable',
      every: 'rate(5 minutes)',
      severity: 'critical',
      tags: { [text.slice(0, 120)]: text, team: text },
    },
    settled: aSettled({
      verdict: 'unreachable',
      standing: 'unexpected',
      since: AT,
      until: AT,
      findings: [aFinding({ message: text, advice: text, component: text, code: text })],
      open: [text],
      checkId: `sweep#${pathId}`,
      console: text,
    }),
    broken: aBreak({ id: `${pathId}-1`, startedAt: AT, checkId: `sweep#${pathId}`, cause: hostileCause(text) }),
    incidentId: `incident-of-${pathId}`,
    observedAt: AT,
    day: aDay({
      pathId,
      date: '2026-11-23',
      stretches: [
        { from: AT, verdict: 'unreachable', standing: 'unexpected', reason: text, checkId: `sweep#${pathId}` },
      ],
    }),
  });

const hostileCause = (text: string) =>
  aCause({
    facts: [aFactChange({ component: text, before: text, after: text, message: text })],
    candidates: [
      {
        change: aChange({ name: text, author: { principal: text, sourceAddress: text, tool: text } }),
        fit: 'explains',
      },
    ],
  });

const hostileIncident = (text: string, pathId: string): Incident =>
  anIncident({
    id: `incident-of-${pathId}`,
    startedAt: AT,
    joinedAt: AT,
    findings: [aFinding({ message: text, advice: text })],
    cause: hostileCause(text),
    paths: [aMember({ pathId, since: AT, told: 'down' })],
    channels: [text],
    messages: 1,
    toldAt: AT,
    acknowledged: { incidentId: `incident-of-${pathId}`, at: AT, reason: text, by: text },
  });

/** Puts a path and an incident for each hostile text into a table; their ids are `hostile-<name>`. */
export const fillHostile = async (store: Store): Promise<void> => {
  for (const [name, text] of Object.entries(hostileTexts)) {
    const pathId = `hostile-${name}`;
    await store.putState(hostileState(text, pathId), 0);
    await store.putIncident(hostileIncident(text, pathId), 0);
    await store.putCheck(
      aCheck({
        pathId,
        sweepId: 'sweep',
        observedAt: AT,
        verdict: 'unreachable',
        standing: 'unexpected',
        findings: [aFinding({ message: text })],
        open: [text],
        console: text,
        evidence: [
          anAnalysis({
            found: false,
            forward: [
              { sequence: 1, component: { id: text, name: text }, because: text, explanations: [], details: [text] },
            ],
          }),
        ],
      }),
    );
  }
  await store.putMute({
    id: 'mute',
    scope: { kind: 'all' },
    from: AT,
    until: '2026-11-24T08:00:00.000Z',
    reason: hostileTexts.image,
    by: hostileTexts.script,
  });
};
