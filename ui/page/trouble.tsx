import { StandingMark } from '../components/standing.tsx';
import type { Trouble } from './ask.ts';

interface TroubleProps {
  readonly trouble: Trouble | undefined;
  /** Whether what is shown beside it was read before. */
  readonly isOld: boolean;
}

/** Why the table was not read just now, and what to do. What was known stays, and is said to be old. */
export const TroubleBanner = ({ trouble, isOld }: TroubleProps) =>
  trouble === undefined ? null : (
    <div class="banner undetermined" role="alert">
      <StandingMark standing="undetermined" />
      <div>
        <p>
          <b>{trouble.message}.</b>
        </p>
        <p>
          What to do: {trouble.advice}.{isOld && ' What is shown was read before.'}
        </p>
      </div>
    </div>
  );

/** Said while the first answer is on its way. */
export const Loading = () => (
  <p class="loading" role="status">
    Reading the table…
  </p>
);
