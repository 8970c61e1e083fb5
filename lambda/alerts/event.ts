import type { Alert } from '../domain/alert.ts';
import { clean } from './clean.ts';
import { commandLine } from './command.ts';
import { consoleUrl } from './console.ts';
import { cleanPairs, eventCause } from './event-cause.ts';
import type { AlertEvent } from './event-schema.ts';
import { headline, headlineText } from './headline.ts';
import { fixesTold } from './remedy.ts';

/** By which rules of EventBridge find the events. */
export const EVENT_SOURCE = 'pathwatch';
export const EVENT_TYPE = 'Pathwatch Alert';

/** How many are told at most. Together with the lengths of the texts it bounds the document to 200 KB. */
const shown = { members: 20, tags: 20, findings: 10, open: 8 };

const membersOf = ({ count, first }: Alert['down']): AlertEvent['incident']['down'] => ({
  count,
  first: first.slice(0, shown.members).map(({ id, since }) => ({ id: clean(id, 64), since: clean(since, 40) })),
});

const incidentOf = (alert: Alert): AlertEvent['incident'] => {
  const { incidentId, startedAt, endedAt, component, down, up, acknowledged } = alert;
  return {
    id: clean(incidentId, 256),
    startedAt: clean(startedAt, 40),
    ...(endedAt !== undefined && { endedAt: clean(endedAt, 40) }),
    ...(component !== undefined && { component: clean(component, 200) }),
    down: membersOf(down),
    up: membersOf(up),
    ...(acknowledged !== undefined && {
      acknowledged: {
        by: clean(acknowledged.by, 300),
        at: clean(acknowledged.at, 40),
        reason: clean(acknowledged.reason, 500),
      },
    }),
  };
};

const pathOf = (alert: Alert): AlertEvent['path'] => {
  const { pathId, path, tags, expect, verdict, since, began, checkId } = alert.lead;
  const url = consoleUrl(alert);
  return {
    id: clean(pathId, 64),
    declared: clean(path, 600),
    tags: cleanPairs(tags, shown.tags, [128, 256]),
    expect,
    ...(verdict !== undefined && { verdict }),
    since: clean(since, 40),
    ...(began !== undefined && { began: clean(began, 40) }),
    checkId: clean(checkId, 256),
    ...(url !== undefined && { console: url }),
  };
};

const findingsOf = ({ lead }: Alert): AlertEvent['findings'] =>
  lead.findings.slice(0, shown.findings).map(({ code, says, message, advice, direction, component, source }) => ({
    code: clean(code, 100),
    says,
    message: clean(message, 400),
    ...(advice !== undefined && { advice: clean(advice, 400) }),
    ...(direction !== undefined && { direction }),
    ...(component !== undefined && { component: clean(component, 200) }),
    source,
  }));

const COMMAND = 2000;

const fixesOf = (alert: Alert): AlertEvent['fixes'] =>
  fixesTold(alert).flatMap((fix) => {
    const command = commandLine(fix);
    return command === undefined || command.length > COMMAND
      ? []
      : [{ kind: fix.kind, title: clean(fix.title, 200), command, blanks: cleanPairs(fix.blanks, 4, [40, 200]) }];
  });

const witnessOf = ({ lead: { witness } }: Alert): AlertEvent['witness'] =>
  witness?.kind === 'heard'
    ? {
        testimony: witness.testimony,
        between: [clean(witness.between[0], 40), clean(witness.between[1], 40)],
        message: clean(witness.message, 400),
      }
    : undefined;

/** An alert as a document for machines, of at most 200 KB whatever the alert holds; see event-schema.ts. */
export const eventDetail = (alert: Alert): AlertEvent => {
  const { id, kind, at, severity, lead, held } = alert;
  const witness = witnessOf(alert);
  return {
    version: '1',
    id: clean(id, 256),
    kind,
    state: headline(alert).state,
    headline: clean(headlineText(alert), 300),
    at: clean(at, 40),
    severity,
    incident: incidentOf(alert),
    path: pathOf(alert),
    ...(lead.confidence !== undefined && { confidence: lead.confidence }),
    findings: findingsOf(alert),
    open: lead.open.slice(0, shown.open).map((sentence) => clean(sentence, 300)),
    ...(lead.cause !== undefined && { cause: eventCause(lead.cause) }),
    fixes: fixesOf(alert),
    ...(witness !== undefined && { witness }),
    ...(held !== undefined && { held: clean(held, 500) }),
  };
};
