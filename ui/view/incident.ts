import { principalText } from '../../lambda/alerts/principal.ts';
import { fixTexts } from '../../lambda/asking/fix-text.ts';
import type { Incident, Subject } from '../../lambda/domain/incident.ts';
import type { Severity } from '../../lambda/domain/path.ts';
import type { Acknowledgement } from '../../lambda/domain/silence.ts';
import { foremost } from '../../lambda/domain/verdict.ts';
import { type CauseView, causeView } from './cause.ts';
import { type FindingView, type FixView, findingView, fixView } from './finding.ts';
import { shown, shownOr } from './shown.ts';

/** One incident in a list. */
export interface IncidentRow {
  readonly id: string;
  readonly about: Subject;
  readonly severity: Severity;
  /** ISO times. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly paths: readonly string[];
  /** What is behind it, in a sentence. */
  readonly summary: string;
  /** Who made the change, in short. */
  readonly by: string | null;
}

/** All of one incident. */
export interface IncidentView extends IncidentRow {
  readonly members: readonly {
    readonly pathId: string;
    readonly since: string;
    readonly now: 'down' | 'up' | 'flapping';
    readonly severity: Severity;
  }[];
  readonly findings: readonly FindingView[];
  readonly cause: CauseView | null;
  readonly fixes: readonly FixView[];
  readonly messages: number;
  readonly toldAt: string | null;
  readonly channels: readonly string[];
  /** Messages that some channel has not taken. */
  readonly undelivered: readonly string[];
  /** Why nobody was told. */
  readonly held: string | null;
  readonly acknowledged: { readonly by: string; readonly at: string; readonly reason: string } | null;
  /** What the flow logs saw, in a sentence. */
  readonly witness: string | null;
}

const summaryOf = ({ cause, findings, about }: Incident): string => {
  const told = about === 'outage' ? cause?.facts[0]?.message : undefined;
  return shown(told ?? foremost(findings)?.message ?? about);
};

const authorOf = ({ cause }: Incident): string | null => {
  const author = cause?.candidates[0]?.change.author;
  return author === undefined ? null : principalText(author);
};

export const incidentRow = (incident: Incident): IncidentRow => ({
  id: shown(incident.id, 150),
  about: incident.about,
  severity: incident.severity,
  startedAt: incident.startedAt,
  endedAt: incident.endedAt ?? null,
  paths: incident.paths.map(({ pathId }) => pathId),
  summary: summaryOf(incident),
  by: authorOf(incident),
});

const undeliveredOf = ({ outbox }: Incident): readonly string[] =>
  outbox.flatMap(({ alert, waiting }) =>
    waiting.map(({ channel, attempts, lastFault }) =>
      shown(
        `${alert.kind} to ${channel}: ${attempts === 0 ? 'not tried yet' : `${attempts} attempts, ${lastFault ?? 'no reason given'}`}`,
      ),
    ),
  );

const fixesOf = ({ about, verdict, findings, cause }: Incident): readonly FixView[] =>
  about === 'outage' && verdict !== undefined
    ? fixTexts({ standing: 'unexpected', verdict, findings, ...(cause && { cause }) }).map(fixView)
    : [];

const careFor = (incident: Incident, given: readonly Acknowledgement[]): IncidentView['acknowledged'] => {
  const known = given.find(({ incidentId }) => incidentId === incident.id) ?? incident.acknowledged;
  return known === undefined ? null : { by: shown(known.by, 200), at: known.at, reason: shown(known.reason) };
};

/** `given`: acknowledgements of which the incident may not know yet, until a sweep has taken them. */
export const incidentView = (incident: Incident, given: readonly Acknowledgement[]): IncidentView => ({
  ...incidentRow(incident),
  members: incident.paths.map(({ pathId, since, down, flapping, severity }) => ({
    pathId,
    since,
    severity,
    now: flapping === true ? 'flapping' : down ? 'down' : 'up',
  })),
  findings: incident.findings.map(findingView),
  cause: incident.cause === undefined ? null : causeView(incident.cause),
  fixes: fixesOf(incident),
  messages: incident.messages,
  toldAt: incident.toldAt ?? null,
  channels: incident.channels.map((channel) => shown(channel, 100)),
  undelivered: undeliveredOf(incident),
  held: shownOr(incident.held),
  acknowledged: careFor(incident, given),
  witness: incident.witness?.kind === 'heard' ? shown(incident.witness.message) : null,
});
