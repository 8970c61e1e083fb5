import type { Standing } from '../../lambda/domain/check.ts';

/** What people read for each standing. */
export const standingWords: Readonly<Record<Standing, string>> = {
  expected: 'as expected',
  unexpected: 'not as expected',
  undetermined: 'unknown',
};

/** A shape beside each colour: nobody need tell red from green. */
const shapes: Readonly<Record<Standing, string>> = {
  expected: 'M3 8.5l3.2 3.2L13 5',
  unexpected: 'M4 4l8 8M12 4l-8 8',
  undetermined: 'M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.7M8 12.4v.2',
};

export const StandingMark = ({ standing }: { readonly standing: Standing }) => (
  <svg class={`mark ${standing}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
    <path d={shapes[standing]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
  </svg>
);

/** How a path stands, by shape, colour and word. */
export const StandingBadge = ({ standing }: { readonly standing: Standing }) => (
  <span class={`badge ${standing}`}>
    <StandingMark standing={standing} />
    {standingWords[standing]}
  </span>
);
