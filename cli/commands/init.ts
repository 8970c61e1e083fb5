import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { worldOf } from '../../lambda/monitor/world.ts';
import type { DocumentKey, Snapshot } from '../../lambda/snapshot/snapshot.ts';
import type { AddCommand } from '../adding.ts';
import type { Answer } from '../answer.ts';
import { candidatesOf } from '../arguments.ts';
import { discover } from '../discover/discover.ts';
import { guided } from '../guide.ts';
import { configurationText } from '../init/configuration-text.ts';
import { isProposed, type Offer, offersOf } from '../init/offer.ts';
import { pick } from '../init/pick.ts';
import { schemaReference } from '../init/schema-reference.ts';
import { checkNew, writeNew } from '../init/write-new.ts';
import { networkOf } from '../network.ts';
import type { Context } from '../options.ts';
import { initText } from '../print-init.ts';
import { misused, Refusal } from '../refusal.ts';

export interface InitOptions {
  /** The file to write. */
  readonly out?: string;
  /** A folder; the network is described where it is absent. */
  readonly snapshot?: string;
  /** Asks nobody. */
  readonly yes?: boolean;
  /** Candidates at most. */
  readonly max: number;
  /** Overwrites. */
  readonly force?: boolean;
}

const USUAL = 'pathwatch.yaml';
const SHADOWED = 'pathwatch.json';

/** A new `pathwatch.yaml` would take the place of a `pathwatch.json` without a word. */
const checkShadow = ({ io }: Context, named: string | undefined, force: boolean): void => {
  if (named === undefined && !force && existsSync(resolve(io.folder, SHADOWED)))
    throw misused(
      `there is a ${SHADOWED} already, which a ${USUAL} would put out of use`,
      'name another file with `--out FILE`, or write it all the same: `--force`',
      'file-exists',
    );
};

/** In which candidates are looked for. */
const sources: readonly DocumentKey[] = [
  'NetworkInterfaces',
  'Reservations',
  'SecurityGroups',
  'InternetGateways',
  'RouteTables',
  'TransitGatewayAttachments',
  'VpcPeeringConnections',
  'LoadBalancers',
];

const unaskedIn = ({ documents, unreadable }: Snapshot): readonly string[] =>
  sources.filter((key) => documents[key] === undefined && unreadable[key] === undefined);

/** Who sits at the terminal chooses; else, and with `--yes`, what gets through now is taken. */
const chosenOf = async (
  { io, options }: Context,
  offers: readonly Offer[],
  { yes = false }: InitOptions,
): Promise<ReadonlySet<Offer>> => {
  const terminal = yes || options.json === true || offers.length === 0 ? undefined : io.terminal();
  if (terminal === undefined) return new Set(offers.filter(isProposed));
  const chosen = await pick(offers, terminal);
  if (chosen === undefined)
    throw new Refusal(130, {
      code: 'cancelled',
      message: 'given up: nothing was written',
      advice: 'run it again to choose, or `--yes` to take what gets through now',
    });
  return chosen;
};

const offerDocument = ({ kind, entry, why, now, monthly }: Offer, active: boolean) => ({
  ...entry,
  expect: entry.expect ?? 'reachable',
  kind,
  why,
  now,
  monthly: Math.round(monthly * 100) / 100,
  active,
});

/** `pathwatch init`: finds what may be critical in the network, and writes a configuration of it. */
export const init = async (context: Context, options: InitOptions): Promise<Answer> => {
  const { force = false, max } = options;
  const named = options.out ?? context.options.config;
  const file = named ?? USUAL;
  const path = resolve(context.io.folder, file);
  checkNew(path, file, force);
  checkShadow(context, named, force);
  const snapshot = await networkOf(context, options.snapshot);
  const { candidates, left } = discover(worldOf(snapshot), max);
  const offers = offersOf(candidates);
  const chosen = await chosenOf(context, offers, options);
  const active = offers.filter((offer) => chosen.has(offer));
  const others = offers.filter((offer) => !chosen.has(offer));
  const { takenAt, unreadable } = snapshot;
  const leftOut = Object.values(left).reduce((sum, count) => sum + count, 0);
  const draft = { schema: schemaReference(path), takenAt, active, others, left: leftOut };
  await writeNew(path, file, configurationText(draft), force);
  const unasked = unaskedIn(snapshot);
  return {
    exit: Object.keys(unreadable).length === 0 ? 0 : 3,
    document: {
      file,
      takenAt,
      candidates: offers.map((offer) => offerDocument(offer, chosen.has(offer))),
      left,
      unasked,
      unreadable,
    },
    text: (page) => initText({ file, active, others, left, unasked, snapshot }, page),
  };
};

export const addInit: AddCommand = (program, { contextOf, answered }) => {
  guided(program.command('init'), {
    group: 'Setting up',
    examples: [
      ['init', 'find candidates in the account, pick some, and write pathwatch.yaml'],
      ['init --yes --max 50', 'ask nobody; at most fifty candidates'],
      ['init --snapshot network --out found.yaml', 'from a network that was written before, to another file'],
    ],
    exits: { 0: 'the file was written', 3: 'the file was written, but part of the network could not be read' },
  })
    .description('find what may be critical in the network, and write a configuration of it; free')
    .option('--out <file>', `the file to write (default: that of --config, else ${USUAL})`)
    .option('--snapshot <folder>', 'the network as it was written there; else it is described now')
    .option('--yes', 'ask nobody: take what gets through now')
    .addOption(new Option('--max <count>', 'candidates at most').argParser(candidatesOf).default(20))
    .option('--force', 'overwrite the file')
    .action(async (options, command: Command) => {
      answered(await init(contextOf(command), options));
    });
};
