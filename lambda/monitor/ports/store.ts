import type { PurchaseReason } from '../../domain/budget.ts';
import type { Canary } from '../../domain/canary.ts';
import type { Check } from '../../domain/check.ts';
import type { Day } from '../../domain/day.ts';
import type { FaultInfo } from '../../domain/fault.ts';
import type { Incident } from '../../domain/incident.ts';
import type { Acknowledgement, Mute } from '../../domain/silence.ts';
import type { Brief, State } from '../../domain/state.ts';
import type { Gap, Look, SweepRecord } from '../../domain/sweep.ts';

/* What the flow needs of the table. Every method either answers or throws a `Fault`. */

export interface HistoryQuery {
  /** ISO times, both included. */
  readonly since?: string;
  readonly until?: string;
  /** At most so many, newest first. */
  readonly limit: number;
  /** From the page before. */
  readonly cursor?: string;
}

/** A stored item that this release cannot read: shown as such, it stops no list. */
export interface Unreadable {
  /** Its keys: `PATH#web-db / STATE`. */
  readonly item: string;
  /** The path that it is of, where it is of one. */
  readonly pathId?: string;
  /** One sentence. */
  readonly reason: string;
}

export interface Listing<Item> {
  readonly items: readonly Item[];
  readonly unreadable: readonly Unreadable[];
}

export interface Page<Item> extends Listing<Item> {
  readonly cursor?: string;
}

/** Days, `yyyy-mm-dd`, both included. */
interface Days {
  readonly since: string;
  readonly until: string;
}

/** Analyses that are about to be bought, to be counted in a month's budget. */
export interface Reservation {
  /** `yyyy-mm` and day of the month, by the start of the sweep: the same however often a step is run again. */
  readonly month: string;
  readonly day: number;
  /** The client tokens of the starts of one round: the same ones again are counted once. */
  readonly tokens: readonly string[];
  readonly pathId: string;
  readonly reason: PurchaseReason;
  /** The most that may be spent in the month once these are counted. Analyses. */
  readonly cap: number;
  /** The same of the path alone, and of tags (`key=value`) that the path carries; only those that have a bound. */
  readonly pathCap?: number;
  readonly tagCaps: Readonly<Record<string, number>>;
}

/** What was bought in a month: numbers of analyses. */
export interface Bought {
  /** `yyyy-mm`, in UTC. */
  readonly month: string;
  readonly analyses: number;
  readonly byReason: Readonly<Record<PurchaseReason, number>>;
  /** By path id; what none was bought of is left out. */
  readonly byPath: Readonly<Record<string, number>>;
  /** By `key=value`, of tags that have a bound. */
  readonly byTag: Readonly<Record<string, number>>;
}

/** Something that the operator of the monitor is to hear of once. */
export interface Notice {
  /** Stable: the same thing has the same id. */
  readonly id: string;
  readonly subject: string;
  readonly body: string;
}

/** The one table. The state item is the truth; the others are completed from it. */
export interface Store {
  /** Read consistently. */
  state(pathId: string): Promise<State | undefined>;
  /** Writes only if the stored version is `expected` (0: no item yet). False: another writer was first. */
  putState(state: State, expected: number): Promise<boolean>;
  /** If not there yet; so are `putDay` and `putSweep`. */
  putCheck(check: Check): Promise<void>;
  putDay(day: Day): Promise<void>;
  putSweep(record: SweepRecord): Promise<void>;
  /** Read consistently. */
  incident(id: string): Promise<Incident | undefined>;
  /** Writes only if the stored version is `expected` (0: no item yet). False: another writer was first. */
  putIncident(incident: Incident, expected: number): Promise<boolean>;
  /**
   * Those that have not ended, or whose messages are not all delivered; may lag by a second. One that cannot be read is left
   * out, and `unreadable` is told of it, with its keys.
   */
  openIncidents(unreadable?: (fault: FaultInfo, item: string) => void): Promise<readonly Incident[]>;
  /** Mutes that have not ended for long, and acknowledgements. */
  silences(): Promise<{ readonly mutes: readonly Mute[]; readonly acknowledgements: readonly Acknowledgement[] }>;
  putMute(mute: Mute): Promise<void>;
  /** Ends a mute at `at` (ISO time); false where none has that id. */
  endMute(id: string, at: string): Promise<boolean>;
  putAcknowledgement(acknowledgement: Acknowledgement): Promise<void>;
  /** All states, in the order of their path ids; may lag by a second. */
  states(): Promise<Listing<State>>;
  /** Days that are over: of one path, or of all, the earlier ones first. Of all it may lag by a second. */
  days(pathId: string | undefined, days: Days): Promise<Listing<Day>>;
  /** Ids of the paths whose outbox is not empty; may lag by a second. */
  pending(): Promise<readonly string[]>;
  /** All briefs, in the order of their path ids, in one query of at most some hundred bytes a path; may lag by a second. */
  briefs(): Promise<readonly Brief[]>;
  /** Facts by the digest of them; undefined where they are not kept, or not whole. */
  footprint(pathId: string, digest: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** Put again, they are kept as long again. */
  putFootprint(pathId: string, digest: string, facts: Readonly<Record<string, string>>): Promise<void>;
  /** Counts analyses before they are bought. True too where these very tokens are counted already; false past a cap. */
  reserve(reservation: Reservation): Promise<boolean>;
  /** What was spent in a month, `yyyy-mm`. */
  spent(month: string): Promise<Bought>;
  /** In place of the look of the same kind before, unless that is newer. */
  putLook(look: Look): Promise<void>;
  looks(): Promise<readonly Look[]>;
  /** Put again, it is the same one. */
  putGap(gap: Gap): Promise<void>;
  /** Those that ended at this ISO time or later, in their order. */
  gaps(since: string): Promise<Listing<Gap>>;
  /** In place of the one before, unless that looked later. */
  putCanary(canary: Canary): Promise<void>;
  canary(): Promise<Canary | undefined>;
  /** Whether the caller is to tell a notice: nobody has told it yet, nor claimed it after `staleBefore` (ISO time). */
  claimNotice(id: string, at: string, staleBefore: string): Promise<boolean>;
  noticeTold(id: string, at: string): Promise<void>;
  /** Newest first. */
  checks(pathId: string, query: HistoryQuery): Promise<Page<Check>>;
  sweeps(query: HistoryQuery): Promise<Page<SweepRecord>>;
  incidents(query: HistoryQuery): Promise<Page<Incident>>;
}
