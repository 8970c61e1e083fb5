import { fixTextsOf } from '../lambda/asking/fix-text.ts';
import { pathText } from '../lambda/domain/path.ts';
import type { Appraisal } from '../lambda/monitor/appraise.ts';
import { turns } from '../lambda/monitor/compare-path.ts';
import type { Exit } from './answer.ts';
import { type ComparedNetworks, countOf, type NamedNetwork } from './compared-networks.ts';
import { movedEnds } from './compared-text.ts';
import { type CompareGate, gateDocument } from './gate.ts';

const networkDocument = ({ name, snapshot: { takenAt, unreadable } }: NamedNetwork) => ({
  network: name,
  takenAt,
  unreadable,
});

const sideDocument = ({ verdict, standing, ends, findings }: Appraisal) => ({ verdict, standing, ends, findings });

/** All paths, worst first, those that did not change too. */
export const compareDocument = (
  { before, after, paths, notes }: ComparedNetworks,
  failOn: CompareGate | undefined,
  exit: Exit,
) => ({
  before: networkDocument(before),
  after: networkDocument(after),
  gate: gateDocument(exit, failOn),
  tally: Object.fromEntries(turns.map((turn) => [turn, countOf(paths, turn)])),
  notes,
  paths: paths.map((compared) => ({
    pathId: compared.path.id,
    path: pathText(compared.path),
    expect: compared.path.expect,
    severity: compared.path.severity,
    turn: compared.turn,
    before: sideDocument(compared.before),
    after: sideDocument(compared.after),
    moved: movedEnds(compared),
    facts: compared.facts,
    left: compared.left,
    otherCause: compared.isOtherCause,
    fixes: fixTextsOf(compared.fixes),
  })),
});
