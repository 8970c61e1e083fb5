import { type Command, Option } from 'commander';
import { eachOnce, openIncidentsOf } from '../../lambda/asking/open-incidents.ts';
import { pastOf } from '../../lambda/asking/past.ts';
import type { Check } from '../../lambda/domain/check.ts';
import type { Incident } from '../../lambda/domain/incident.ts';
import { earlier, type Past, type Span, timeline } from '../../lambda/history/timeline.ts';
import type { Unreadable } from '../../lambda/monitor/ports.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { optionalConfiguration } from '../configuration-file.ts';
import { guided } from '../guide.ts';
import { momentOf } from '../moment.ts';
import { type Monitor, withMonitor } from '../monitor.ts';
import type { Context } from '../options.ts';
import { checkDocument } from '../print-checks.ts';
import { type Explained, explainText } from '../print-explanation.ts';
import { checkIds } from '../unknown-path.ts';

export interface ExplainOptions {
  /** As it was typed; now where absent. */
  readonly at?: string;
  /** Whether to give AWS's own documents too. */
  readonly full?: boolean;
}

/** How many checks are looked through for one that was not late; two sweeps at once make one late. */
const LOOKED_THROUGH = 10;

/** What was looked for, where it was found, and what could not be read on the way. */
interface Found<Value> {
  readonly found: Value | undefined;
  readonly unreadable: readonly Unreadable[];
}

/** The check whose verdict held at a moment: the newest that was observed by then, but for those that came late. */
const checkAt = async (store: Monitor['store'], pathId: string, at: string): Promise<Found<Check>> => {
  const { items, unreadable } = await store.checks(pathId, { until: at, limit: LOOKED_THROUGH });
  return { found: items.find(({ late }) => late !== true), unreadable };
};

/** The incident that held the path then: found by its start, among those of a month before. */
const incidentAt = async (store: Monitor['store'], pathId: string, at: string): Promise<Found<Incident>> => {
  const since = new Date(Date.parse(at) - 31 * 86_400_000).toISOString();
  const [begun, open] = await Promise.all([store.incidents({ since, until: at, limit: 200 }), openIncidentsOf(store)]);
  const found = [...begun.items, ...open.items].find(
    ({ about, startedAt, endedAt, paths }) =>
      about !== 'disagreement' &&
      startedAt <= at &&
      (endedAt === undefined || endedAt > at) &&
      paths.some((path) => path.pathId === pathId),
  );
  return { found, unreadable: [...begun.unreadable, ...open.unreadable] };
};

/** Before all that is kept: where days are read from a moment on, the first of them may go on from others. */
const BEFORE = '1970-01-01T00:00:00.000Z';

/** Of two that meet at that moment the later one. */
const spanAt = (spans: readonly Span[], at: string): Span | undefined =>
  spans.findLast(({ from, until }) => from <= at && at <= until);

/** Since when it stood so, where days that are not read may tell: by its state or its check, as far as they know. */
const sinceOf = (span: Span, { state }: Past, check: Check | undefined): string | undefined => {
  if (span.from !== BEFORE) return span.from;
  if (span.checkId === undefined) return undefined;
  if (state?.settled?.checkId === span.checkId) return state.settled.since;
  return check?.id === span.checkId ? check.observedAt : undefined;
};

/**
 * `pathwatch explain PATH [--at TIME]`: how a path was at a moment and why: its hops, what stops it, the evidence of each
 * analyzer, what had changed. Exits by whether it could be read.
 */
export const explain = async (
  context: Context,
  pathId: string,
  { at: said, full = false }: ExplainOptions,
): Promise<Answer> => {
  const now = context.io.now().toISOString();
  const given = said === undefined ? now : momentOf(said, { option: '--at', edge: 'end', towards: 'past' }, context.io);
  const at = earlier(given, now);
  const found = await withMonitor(context, async ({ store }): Promise<Explained> => {
    const past = await pastOf(store, pathId, at, now);
    const [check, incident] = await Promise.all([checkAt(store, pathId, at), incidentAt(store, pathId, at)]);
    const unreadable = eachOnce([...past.unreadable, ...check.unreadable, ...incident.unreadable]);
    const isNothing = past.days.length + past.unreadable.length + check.unreadable.length === 0;
    if (isNothing && past.state === undefined && check.found === undefined) {
      const [configuration, { items }] = await Promise.all([optionalConfiguration(context), store.states()]);
      const declared = configuration?.paths.map(({ id }) => id) ?? [];
      checkIds([pathId], [...new Set([...declared, ...items.map((state) => state.pathId)])]);
    }
    const span = spanAt(timeline(past, { since: BEFORE, until: now }, now), at);
    const from = span && sinceOf(span, past, check.found);
    return { pathId, at, now, span, from, check: check.found, incident: incident.found, past, unreadable };
  });
  const { span, from, check, incident, unreadable } = found;
  return {
    exit: 0,
    document: {
      pathId,
      at,
      verdict: span?.verdict ?? null,
      standing: span?.standing ?? null,
      reason: span?.reason ?? null,
      since: from ?? null,
      until: span === undefined || span.until >= now ? null : span.until,
      check: check === undefined ? null : checkDocument(check, full),
      incidentId: incident?.id ?? null,
      unreadable,
    },
    text: (page) => explainText(found, page),
  };
};

export const addExplain: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('explain'), {
    group: 'Asking',
    examples: [
      ['explain a-to-b-rdp', 'how it is now, hop by hop, and why'],
      ['explain a-to-b-rdp --at "2026-11-22 20:16"', 'how it was then, and what had changed'],
    ],
    exits: { 0: 'what is kept of it could be read' },
  })
    .description('how a path was at a moment, and why: hops, what stops it, evidence, what had changed')
    .argument('<path>', 'id of the path')
    .addOption(new Option('--at <time>', 'then: "2026-11-22 20:16", 2h, yesterday (default: now)'))
    .option('--full', "with --json: with AWS's own documents")
    .action(async (path: string, options, command: Command) => {
      answered(await explain(contextOf(command), path, options));
    });
};
