import type { Path } from '../domain/path.ts';
import { auditsAlone, CHANGES_A_MONTH, purchasesExpected, questionsOf } from './purchases.ts';
import { gatheringsOf, type Outlook, type Scenario } from './scenario.ts';

/** What a path would have in a month if there were no budget. */
export interface Wanted {
  /** How often its verdict is bought. */
  readonly purchases: number;
  /** By how many analyses. */
  readonly analyses: number;
  /** How many of those are for changes, and no audits. */
  readonly changes: number;
}

/** Changes are seen by events, whatever the schedule; audits are taken to wait for a scheduled look, at most one look too late. */
export const wantedBy = (scenario: Scenario, path: Path, { configuration, looks }: Outlook): Wanted => {
  const scheduled = looks.get(path.every) ?? 0;
  const { usual, most } = questionsOf(path);
  const wanted = (purchases: number, changes: number, questions: number): Wanted => ({
    purchases,
    analyses: purchases * questions,
    changes: changes * questions,
  });
  switch (scenario) {
    case 'best':
      return wanted(auditsAlone(path.audit, scheduled), 0, usual);
    case 'expected':
      return wanted(purchasesExpected(path.audit, scheduled), CHANGES_A_MONTH, usual);
    case 'worst': {
      const all = scheduled + gatheringsOf(scenario, configuration);
      return wanted(all, all, most);
    }
  }
};
