import type { Candidate, Cause, FactChange } from '../../lambda/domain/change.ts';
import { shown, shownOr } from './shown.ts';

/** One fact before and after. */
export interface FactView extends Pick<FactChange, 'kind'> {
  readonly component: string;
  readonly message: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** A call, or an event, that may be behind it. */
export interface CallView extends Pick<Candidate, 'fit'> {
  readonly name: string;
  /** ISO time. */
  readonly at: string;
  readonly who: string | null;
  readonly from: string | null;
  readonly tool: string | null;
}

/** What changed and who changed it, as far as it is known. */
export interface CauseView {
  readonly facts: readonly FactView[];
  /** How many facts are not kept. */
  readonly left: number;
  /** ISO times between which it changed. */
  readonly between: readonly [string, string];
  readonly calls: readonly CallView[];
  /** Why nobody is named, or not yet. */
  readonly search: string | null;
}

const searchText = ({ search }: Cause): string | null => {
  switch (search.kind) {
    case 'found':
      return null;
    case 'pending':
      return "who did it is not known yet: CloudTrail's history is minutes late";
    case 'given-up':
      return shown(search.reason);
  }
};

export const causeView = (cause: Cause): CauseView => ({
  facts: cause.facts.map(({ kind, component, message, before, after }) => ({
    kind,
    component: shown(component, 100),
    message: shown(message),
    before: shownOr(before),
    after: shownOr(after),
  })),
  left: cause.left,
  between: cause.between,
  calls: cause.candidates.map(({ change, fit }) => ({
    fit,
    name: shown(change.name, 100),
    at: change.at,
    who: shownOr(change.author?.principal, 200),
    from: shownOr(change.author?.sourceAddress, 100),
    tool: shownOr(change.author?.tool, 60),
  })),
  search: searchText(cause),
});
