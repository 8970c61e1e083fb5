import { counted } from '../../lambda/asking/amount.ts';
import type { CallView, CauseView, FactView } from '../view/cause.ts';
import type { FindingView, FixView } from '../view/finding.ts';
import { Moment } from './moment.tsx';
import { useSetting } from './setting.tsx';

/** A command, whole on its own line; nobody runs it but the reader. */
export const Command = ({ text }: { readonly text: string }) => (
  <div class="command">
    <code>
      <bdi>{text}</bdi>
    </code>
    {useSetting().isLive && (
      <button type="button" data-copy={text}>
        Copy
      </button>
    )}
  </div>
);

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** The commands that would put it right, what undoes the change first. */
export const Fixes = ({ fixes }: { readonly fixes: readonly FixView[] }) => (
  <>
    {fixes.map(({ purpose, command, blanks }) => (
      <div key={command} class="fix">
        <p>
          {sentence(purpose)}
          {blanks !== '' && `; ${blanks}`}:
        </p>
        <Command text={command} />
      </div>
    ))}
  </>
);

const directions = { forward: 'the way there', return: 'the way back' } as const;

/** Why it is as it is. */
export const Findings = ({ findings }: { readonly findings: readonly FindingView[] }) => (
  <ul class="findings">
    {findings.map(({ says, message, advice, direction, code, source }) => (
      <li key={`${code} ${message}`} class={says}>
        <p>
          <bdi>{message}</bdi>
        </p>
        <p class="quiet">
          {direction !== null && `${directions[direction]}; `}
          {source} {code}
        </p>
        {advice !== null && <p>{advice}</p>}
      </li>
    ))}
  </ul>
);

const Fact = ({ fact }: { readonly fact: FactView }) => (
  <li>
    <p>
      <bdi>{fact.message}</bdi>
    </p>
    {(fact.before !== null || fact.after !== null) && (
      <dl class="change">
        <dt>before</dt>
        <dd class="before">{fact.before === null ? <i>not there</i> : <bdi>{fact.before}</bdi>}</dd>
        <dt>after</dt>
        <dd class="after">{fact.after === null ? <i>not there</i> : <bdi>{fact.after}</bdi>}</dd>
      </dl>
    )}
  </li>
);

const fits = { explains: '', touches: ' (it touches what changed)', nearby: ' (it came in that time)' } as const;

const Call = ({ call: { name, at, who, from, tool, fit } }: { readonly call: CallView }) => (
  <li>
    <b>
      <bdi>{name}</bdi>
    </b>
    {who !== null && (
      <>
        {' '}
        by <bdi>{who}</bdi>
      </>
    )}
    , <Moment at={at} />
    {from !== null && (
      <>
        , from <bdi>{from}</bdi>
      </>
    )}
    {tool !== null && (
      <>
        , with <bdi>{tool}</bdi>
      </>
    )}
    {fits[fit]}
  </li>
);

/** What changed, before and after, and who changed it. */
export const Change = ({ cause }: { readonly cause: CauseView }) => {
  const { facts, left, calls, search, between } = cause;
  return (
    <>
      <ul class="facts">
        {facts.map((fact) => (
          <Fact key={fact.message} fact={fact} />
        ))}
      </ul>
      {left > 0 && <p class="quiet">and {counted(left, 'fact')} more</p>}
      {calls.length === 0 ? (
        <p class="quiet">
          Between <Moment at={between[0]} /> and <Moment at={between[1]} />
          {search !== null && `; ${search}`}.
        </p>
      ) : (
        <ul class="calls">
          {calls.map((call) => (
            <Call key={`${call.at} ${call.name}`} call={call} />
          ))}
        </ul>
      )}
    </>
  );
};
