import { counted } from '../../lambda/asking/amount.ts';
import { lengthText, secondsBetween } from '../../lambda/asking/time.ts';
import type { IncidentView } from '../view/incident.ts';
import { Moment, Since } from './moment.tsx';
import { PathName } from './name.tsx';
import { Change, Findings, Fixes } from './remedy.tsx';
import { Scroll } from './scroll.tsx';

const nowWords = { down: 'not as expected', up: 'as expected again', flapping: 'flapping' } as const;

const Told = ({ incident }: { readonly incident: IncidentView }) => {
  const { messages, toldAt, channels, undelivered, held, acknowledged } = incident;
  return (
    <section>
      <h3>Alerts</h3>
      {messages === 0 || toldAt === null ? (
        <p>
          Nobody was told{held !== null && ': '}
          <bdi>{held}</bdi>.
        </p>
      ) : (
        <p>
          Told {counted(messages, 'time')}, last at <Moment at={toldAt} />, to <bdi>{channels.join(', ')}</bdi>.
        </p>
      )}
      {acknowledged !== null && (
        <p>
          Acknowledged by <bdi>{acknowledged.by}</bdi> at <Moment at={acknowledged.at} />:{' '}
          <bdi>{acknowledged.reason}</bdi>
        </p>
      )}
      {undelivered.length > 0 && (
        <ul class="unreadable">
          {undelivered.map((text) => (
            <li key={text}>
              Not delivered yet: <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Members = ({ incident }: { readonly incident: IncidentView }) => (
  <section>
    <h3>Paths</h3>
    <Scroll label={`Paths of ${incident.id}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">path</th>
            <th scope="col">severity</th>
            <th scope="col">now</th>
            <th scope="col">since</th>
          </tr>
        </thead>
        <tbody>
          {incident.members.map(({ pathId, since, now, severity }) => (
            <tr key={pathId}>
              <td>
                <PathName id={pathId} />
              </td>
              <td>
                <span class={`tag ${severity}`}>{severity}</span>
              </td>
              <td>{nowWords[now]}</td>
              <td>
                <Moment at={since} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
);

/** All of one incident: what stops its paths, what changed and who changed it, what mends it, whom it met, who was told. */
export const Incident = ({ incident }: { readonly incident: IncidentView }) => {
  const { id, about, severity, startedAt, endedAt, summary, findings, cause, fixes, witness } = incident;
  return (
    <article class="incident">
      <header class={`head ${endedAt === null ? 'unexpected' : 'expected'}`}>
        <h2>
          <bdi>{summary}</bdi>
        </h2>
        <p>
          <span class={`tag ${severity}`}>{severity}</span> {about}, since <Since at={startedAt} />
          {endedAt === null ? (
            <b>, open</b>
          ) : (
            <>
              , over at <Moment at={endedAt} /> after {lengthText(secondsBetween(startedAt, endedAt))}
            </>
          )}
        </p>
        <p class="quiet">
          Incident <bdi>{id}</bdi>
        </p>
      </header>
      {cause !== null && (
        <section>
          <h3>What changed</h3>
          <Change cause={cause} />
        </section>
      )}
      <section>
        <h3>Why</h3>
        <Findings findings={findings} />
        {witness !== null && (
          <p>
            Flow logs: <bdi>{witness}</bdi>
          </p>
        )}
      </section>
      {fixes.length > 0 && (
        <section>
          <h3>What to do</h3>
          <Fixes fixes={fixes} />
        </section>
      )}
      <Members incident={incident} />
      <Told incident={incident} />
    </article>
  );
};
