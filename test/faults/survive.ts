import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../../local/endpoint.ts';
import { type Ended, ending, type Met, meeting, PATHS } from './ending.ts';
import { type Fault, nameOf, type Sites } from './fault.ts';
import { isDone, isHarmless } from './kinds.ts';
import { isOfNetwork, isTelling } from './site.ts';
import { afterFirstSweep, firstSweep, type Ground, type Kept, type World } from './world.ts';

/** The story as it goes where nothing disturbs it. */
export interface Calm {
  readonly ground: Ground;
  readonly kept: Kept;
  readonly sites: Sites;
  readonly met: Met;
  readonly ended: Ended;
}

/** Runs the story undisturbed: what it calls are the sites of the faults, how it ends is what every fault must come to. */
export const undisturbed = async (ground: Ground): Promise<Calm> => {
  const kept = await firstSweep(ground);
  const world = await afterFirstSweep(kept, { ground });
  const before = world.wire.sites();
  const met = await meeting(world);
  const sites = [...world.wire.sites()].map(([site, count]) => [site, count - (before.get(site) ?? 0)] as const);
  const ended = await ending(world);
  await world.close();
  return { ground, kept, met, ended, sites: new Map(sites.filter(([, count]) => count > 0)) };
};

/** Whose calls met the fault: the paths that they name, by their own ids or by those of what was made for them. */
const pathsOf = (calls: readonly Call[]): readonly string[] =>
  PATHS.filter((path) => calls.some(({ input }) => new RegExp(`"(PATH#)?${path}"`).test(JSON.stringify(input))));

/** Faults that the client itself mends by its second attempt; those of CloudWatch Logs and of Slack have one only. */
const isMended = ({ site, kind, moment }: Fault): boolean =>
  isHarmless(kind) ||
  (moment === 'first attempt' &&
    ['throttled', 'failing', 'timed out', 'lost', 'reset'].includes(kind) &&
    !/^(logs|slack) /.test(site));

/**
 * Whether an alert may be told twice, by docs/adr/002: where a channel took it and the caller did not learn of it, and where the
 * incident could not be written between its acceptance and its striking.
 */
const mayRepeat = ({ site, kind }: Fault): boolean =>
  (isTelling(site) && (isDone(kind) || kind === 'malformed')) || (/ INCIDENT/.test(site) && !isHarmless(kind));

/**
 * Who changed the network is looked for by what changed, until the gaps are used up. Where the history cannot be read so long it
 * is given up; so it may be where the network could not be read whole, for what was not read may hide what changed, and where the
 * facts before and after were not kept or could not be read: then the break is told without them.
 */
const mayGiveUp = ({ site, kind, moment }: Fault): boolean =>
  !isHarmless(kind) &&
  ((site.startsWith('cloudtrail ') && moment === 'from then on') ||
    / (FOOTPRINT|LOOK|CHANGES)/.test(site) ||
    isOfNetwork(site));

const isGivenUp = ({ cause }: Ended['states'][number]): boolean => cause === 'given-up';

const withoutAuthor = ({ told, ids, ...ended }: Ended): Ended => ({
  ...ended,
  told: Object.fromEntries(
    Object.entries(told).map(([channel, all]) => [channel, all.filter((each) => !each.includes('attributed'))]),
  ),
  ids: ids.filter((id) => !id.includes('/attributed/')),
});

/** How all must end after a fault: an alert that tells the author at once is followed by no other that does. */
const endAfter = (fault: Fault, { ended: calm }: Calm, { states, isAuthorTold }: Ended): Ended => {
  if (isAuthorTold) return withoutAuthor(calm);
  if (!mayGiveUp(fault) || !states.some(isGivenUp)) return calm;
  const given = calm.states.map((state) => (state.cause === 'found' ? { ...state, cause: 'given-up' } : state));
  return { ...withoutAuthor(calm), states: given };
};

/**
 * A verdict that was bought counts where the network looked the same before and after (docs/adr/011): one that could not be read at
 * one of both times did not, and is bought again, then or by the next sweep. Where the model cannot see the way back, that is
 * asked too, of an insights path of its own.
 */
const mayBuyAgain = ({ site, kind }: Fault): boolean =>
  !isHarmless(kind) && (isOfNetwork(site) || /^networkmanager (Describe|GetTransit)/.test(site));

type Complaint = string | false | undefined;

const show = (value: unknown): string => JSON.stringify(value);

const ofTheSweep = (fault: Fault, { met: calm }: Calm, met: Met, calls: readonly Call[]): readonly Complaint[] => {
  const named = pathsOf(calls);
  const untouched = PATHS.filter((path) => named.length === 1 && !named.includes(path));
  return [
    // Without its table a sweep can do nothing; all else is answered.
    met.status !== 'SUCCEEDED' && !fault.site.startsWith('dynamodb ') && `the sweep ${met.status}`,
    isMended(fault) && !isDeepStrictEqual(met.verdicts, calm.verdicts) && `verdicts are ${show(met.verdicts)}`,
    ...PATHS.map(
      (path) =>
        ![undefined, 'unknown', calm.verdicts[path]].includes(met.verdicts[path]) &&
        `${path} is said to be ${met.verdicts[path]}`,
    ),
    ...untouched.map(
      (path) =>
        met.verdicts[path] !== calm.verdicts[path] && `${path}, which no call was about, is ${met.verdicts[path]}`,
    ),
    met.made > calm.made + (mayBuyAgain(fault) ? PATHS.length : 0) && `${met.made} insights paths were made`,
    met.bought > calm.bought * (mayBuyAgain(fault) ? 4 : 1) &&
      `${met.bought} analyses were bought in place of ${calm.bought}`,
  ];
};

const ofTelling = (fault: Fault, calm: Ended, { told, ids }: Ended): readonly Complaint[] => [
  ...Object.entries(calm.told).flatMap(([channel, once]): readonly Complaint[] => {
    const all = told[channel] ?? [];
    return [
      !isDeepStrictEqual([...new Set(all)].sort(), [...new Set(once)].sort()) && `${channel} was told ${show(all)}`,
      all.length > once.length && !mayRepeat(fault) && `${channel} was told twice: ${show(all)}`,
    ];
  }),
  new Set(ids).size !== new Set(calm.ids).size && `the alerts have the ids ${show(ids)}`,
];

const ofTheEnd = (fault: Fault, calm: Calm, met: Met, ended: Ended): readonly Complaint[] => {
  const { money, spent } = ended;
  const unlearnt = spent - money.counted - (calm.ended.spent - calm.ended.money.counted);
  const isShared = fault.kind === 'overtaken' && / STATE /.test(fault.site);
  const states = ended.states.map(({ isShared: _isShared, ...state }) => state);
  const end = endAfter(fault, calm, ended);
  const unsettled = PATHS.filter((path) => met.verdicts[path] !== calm.met.verdicts[path]).length;
  return [
    !isDeepStrictEqual(
      states,
      end.states.map(({ isShared: _isShared, ...state }) => state),
    ) && `states are ${show(states)}`,
    isShared && !ended.states.some((state) => state.isShared) && 'what another sweep had written is gone',
    ended.missing.length > 0 && `checks are missing: ${show(ended.missing)}`,
    !isDeepStrictEqual(ended.incidents, end.incidents) && `incidents are ${show(ended.incidents)}`,
    !isDeepStrictEqual(mayBuyAgain(fault) ? [...new Set(ended.insights)] : ended.insights, end.insights) &&
      `AWS keeps ${show(ended.insights)}`,
    ...ofTelling(fault, end, ended),
    money.uncounted.length > 0 && `bought before it was counted: ${show(money.uncounted)}`,
    // What was counted without its caller learning of it is money that is not spent, no more than a sweep's paths had asked for.
    (unlearnt < 0 || unlearnt > PATHS.length) &&
      `the budget counts ${spent}, of which ${money.counted} are of these sweeps`,
    money.started > money.counted && `${money.started} bought, ${money.counted} counted`,
    money.counted - money.started > PATHS.length && `${money.counted} counted, ${money.started} bought`,
    ended.bought > (mayBuyAgain(fault) ? 2 * PATHS.length : unsettled) &&
      `${ended.bought} analyses were bought again for ${unsettled} paths`,
  ];
};

/** Tries one fault; throws what is wrong after it. False where it could not happen: a page that had no next one. */
export const survive = async (
  fault: Fault,
  calm: Calm,
  meddle: (world: World) => World = (world) => world,
): Promise<boolean> => {
  const world = meddle(await afterFirstSweep(calm.kept, { ground: calm.ground, total: calm.sites, fault }));
  try {
    const calls = world.wire.meet(fault);
    const met = await meeting(world);
    if (!world.wire.happened()) return false;
    const ended = await ending(world);
    const complaints = [...ofTheSweep(fault, calm, met, calls), ...ofTheEnd(fault, calm, met, ended)].filter(
      (complaint) => typeof complaint === 'string',
    );
    if (calls.length === 0) complaints.push('no call met it');
    if (complaints.length > 0) throw new Error(`${nameOf(fault)}: ${complaints.join('; ')}`);
    return true;
  } finally {
    await world.close();
  }
};
