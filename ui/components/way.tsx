import type { Fate, HopView, WayView } from '../view/way.ts';
import { Command } from './remedy.tsx';

const fateWords: Readonly<Record<Fate, string>> = {
  passed: 'passed',
  stopped: 'stopped here',
  unseen: 'not known beyond here',
  beyond: 'not reached',
};

const Stop = ({ stop }: { readonly stop: HopView['stops'][number] }) => (
  <div class="stop">
    <p>
      <b>
        <bdi>{stop.message}</bdi>
      </b>
    </p>
    {stop.code !== stop.message && <p class="quiet">{stop.code}</p>}
    {stop.fixes.map(({ command }) => (
      <Command key={command} text={command} />
    ))}
  </div>
);

const Hop = ({ hop }: { readonly hop: HopView }) => {
  const { id, kind, name, fate, because, packets, stops } = hop;
  return (
    <li class={`hop ${fate}`}>
      <p class="hop-name">
        <code>
          <bdi>{id}</bdi>
        </code>
        {name !== null && (
          <b>
            {' '}
            <bdi>{name}</bdi>
          </b>
        )}{' '}
        {kind !== id && <span class="quiet">{kind}</span>}
        {fate !== 'passed' && <span class="fate"> {fateWords[fate]}</span>}
      </p>
      {because.map((text) => (
        <p key={text} class="because">
          <bdi>{text}</bdi>
        </p>
      ))}
      {packets !== null && (
        <p class="because">
          goes on as <bdi>{packets}</bdi>
        </p>
      )}
      {stops.map((stop) => (
        <Stop key={`${stop.code} ${stop.message}`} stop={stop} />
      ))}
    </li>
  );
};

const titles = { forward: 'There', return: 'Back' } as const;

/** One direction, hop by hop; what stops the packets is marked, and what lies behind it hangs on a broken line. */
export const Way = ({ way }: { readonly way: WayView }) => {
  const { direction, verdict, by, hops } = way;
  return (
    <section class={`way ${verdict}`}>
      <h4>
        {titles[direction]}{' '}
        <span class="quiet">
          {verdict}, by {by}
        </span>
      </h4>
      {hops.length === 0 ? (
        <p class="quiet">It was not traced: the way there does not get so far.</p>
      ) : (
        <ol class="hops">
          {hops.map((hop, place) => (
            // Packets may pass one thing twice: its place tells.
            <Hop key={`${place} ${hop.id}`} hop={hop} />
          ))}
        </ol>
      )}
    </section>
  );
};

/** Both directions side by side, of each pair. */
export const Ways = ({ ways, note }: { readonly ways: readonly (readonly WayView[])[]; readonly note: string }) => (
  <>
    {ways.map((pair, place) => (
      <div key={place} class="ways">
        {pair.map((way, index) => (
          <Way key={`${index} ${way.direction}`} way={way} />
        ))}
      </div>
    ))}
    {ways.length === 0 && <p class="quiet">No way is known.</p>}
    <p class="quiet">
      <bdi>{note}</bdi>
    </p>
  </>
);
