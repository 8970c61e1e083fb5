import type { Standing } from '../../lambda/domain/check.ts';
import { standingWords } from '../components/standing.tsx';
import type { PathRow } from '../view/overview.ts';
import { keysOf } from '../view/sift.ts';
import type { Address } from './address.ts';
import { dayChoices } from './address.ts';

interface FilterProps {
  readonly rows: readonly PathRow[];
  readonly address: Address;
  readonly go: (next: Partial<Address>) => void;
}

const standings: readonly Standing[] = ['unexpected', 'undetermined', 'expected'];

/** So many tag keys are offered to group by. */
const OFFERED = 12;

const dayWords: Readonly<Record<(typeof dayChoices)[number], string>> = {
  1: '24 hours',
  7: '7 days',
  30: '30 days',
  90: '90 days',
};

/** How far to look back. */
export const Days = ({ address, go }: Omit<FilterProps, 'rows'>) => (
  <label>
    Over{' '}
    <select value={address.days} onChange={(event) => go({ days: Number(event.currentTarget.value) })}>
      {dayChoices.map((days) => (
        <option key={days} value={days}>
          {dayWords[days]}
        </option>
      ))}
    </select>
  </label>
);

/** Finds paths: words, standing, tags. All of it is in the page's address. */
export const Filter = ({ rows, address, go }: FilterProps) => {
  const { words, standing, by } = address;
  const count = (wanted: Standing): number => rows.filter((row) => row.declared && row.standing === wanted).length;
  return (
    <search class="filter">
      <label>
        Find{' '}
        <input
          type="search"
          id="find"
          value={words}
          placeholder="id, tag, reason ( / )"
          onInput={(event) => go({ words: event.currentTarget.value })}
        />
      </label>
      <fieldset>
        <legend class="hidden">State</legend>
        {standings.map((each) => (
          <button
            key={each}
            type="button"
            class={`chip ${each}`}
            aria-pressed={standing === each}
            onClick={() => go({ standing: standing === each ? undefined : each })}
          >
            {count(each)} {standingWords[each]}
          </button>
        ))}
      </fieldset>
      <label>
        Group by{' '}
        <select value={by ?? ''} onChange={(event) => go({ by: event.currentTarget.value || undefined })}>
          <option value="">nothing</option>
          {[...new Set([...(by === undefined ? [] : [by]), ...keysOf(rows)])].slice(0, OFFERED).map((key) => (
            <option key={key} value={key}>
              {key}
            </option>
          ))}
        </select>
      </label>
      <Days address={address} go={go} />
    </search>
  );
};
