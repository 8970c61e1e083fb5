import { counted, dollars } from '../../lambda/asking/amount.ts';
import type { EvidenceView } from '../view/evidence.ts';
import type { CheckView } from '../view/path.ts';
import { Since } from './moment.tsx';
import { Way } from './way.tsx';

const Analysis = ({ evidence }: { readonly evidence: EvidenceView }) => {
  const { analyzer, asked, verdict, said, ways } = evidence;
  const heading = (
    <>
      <b>{analyzer}</b>
      {asked !== '' && <span class="quiet"> {asked}</span>}{' '}
      <span class={`verdict ${verdict ?? 'unknown'}`}>{verdict ?? 'no answer'}</span>
    </>
  );
  return ways.length === 0 ? (
    <li>
      <p>{heading}</p>
      <p class="quiet">
        <bdi>{said}</bdi>
      </p>
    </li>
  ) : (
    <li>
      <details>
        <summary>{heading}</summary>
        <p class="quiet">
          <bdi>{said}</bdi>
        </p>
        <div class="ways">
          {ways.map((way) => (
            <Way key={way.direction} way={way} />
          ))}
        </div>
      </details>
    </li>
  );
};

/** What each analyzer has said at the newest check. */
export const Evidence = ({ check }: { readonly check: CheckView }) => {
  const { observedAt, confidence, modelOnly, analyses, cost, open, evidence } = check;
  return (
    <>
      <p>
        Checked <Since at={observedAt} />
        {modelOnly ? ', by the network model alone' : confidence === null ? '' : `, ${confidence}`};{' '}
        {counted(analyses, 'paid analysis', 'paid analyses')}, {dollars(cost)}.
      </p>
      <ul class="evidence">
        {evidence.map((each, place) => (
          <Analysis key={`${place} ${each.analyzer}`} evidence={each} />
        ))}
      </ul>
      {evidence.length === 0 && <p class="quiet">No analyzer has answered.</p>}
      {open.map((text) => (
        <p key={text} class="quiet">
          Open: <bdi>{text}</bdi>
        </p>
      ))}
      {check.console !== null && (
        <p>
          <a href={check.console} rel="noreferrer">
            The analysis in the AWS console
          </a>
        </p>
      )}
    </>
  );
};
