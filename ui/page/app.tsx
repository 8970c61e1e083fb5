import { useEffect, useState } from 'preact/hooks';
import { Unlooked } from '../components/overview.tsx';
import { Surroundings } from '../components/setting.tsx';
import { headlineOf } from '../view/headline.ts';
import type { Overview } from '../view/overview.ts';
import { type Address, addressOf, hrefOf, type Place } from './address.ts';
import { type Live, useLive } from './live.ts';
import { IncidentPlace, IncidentsPlace, NetworkPlace, OverviewPlace, PathPlace } from './places.tsx';

/** Seconds between two questions, and between two moves of the clock that tells how long ago something was. */
const GAPS = { overview: 10, clock: 20 } as const;

const useNow = (): Date => {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), GAPS.clock * 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
};

const useAddress = (): readonly [Address, (next: Partial<Address>) => void] => {
  const [address, setAddress] = useState(() => addressOf(location));
  useEffect(() => {
    const moved = (): void => setAddress(addressOf(location));
    addEventListener('popstate', moved);
    return () => removeEventListener('popstate', moved);
  }, []);
  const go = (next: Partial<Address>): void => {
    const then = { ...addressOf(location), ...next };
    // What is typed letter by letter is one place in the history.
    if (next.place === undefined) history.replaceState(null, '', hrefOf(then));
    else {
      history.pushState(null, '', hrefOf(then));
      scrollTo(0, 0);
      document.querySelector<HTMLElement>('main')?.focus();
    }
    setAddress(then);
  };
  return [address, go];
};

const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey && !defaultPrevented;

/** A link within the page leads there without loading it anew; `/` leads to the search, as people are used to; a command is copied. */
const useHabits = (go: (next: Partial<Address>) => void): void => {
  useEffect(() => {
    const clicked = (event: MouseEvent): void => {
      const target = event.target instanceof Element ? event.target : undefined;
      const copied = target?.closest<HTMLElement>('[data-copy]');
      if (copied !== null && copied !== undefined) {
        void navigator.clipboard.writeText(copied.dataset.copy ?? '').then(
          () => {
            copied.textContent = 'Copied';
          },
          () => {
            copied.textContent = 'Select it, and copy';
          },
        );
        return;
      }
      const link = target?.closest('a');
      if (link === null || link === undefined || link.origin !== location.origin || link.hash !== '' || !isPlain(event))
        return;
      event.preventDefault();
      go(addressOf(link));
    };
    const pressed = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
      const find = document.querySelector<HTMLElement>('#find');
      if (event.key !== '/' || isTyping || find === null) return;
      event.preventDefault();
      find.focus();
    };
    document.addEventListener('click', clicked);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('click', clicked);
      document.removeEventListener('keydown', pressed);
    };
  });
};

/** What a reader of many tabs sees of it: how many paths are not as expected, or else not known. */
const titleOf = (place: Place, overview: Overview | undefined): string => {
  const { unexpected = 0, undetermined = 0 } = overview === undefined ? {} : headlineOf(overview);
  const mark = unexpected > 0 ? `(${unexpected}) ` : undetermined > 0 ? '(?) ' : '';
  const what = 'id' in place ? place.id : place.kind === 'overview' ? 'all paths' : place.kind;
  return `${mark}${what} – Pathwatch`;
};

const places = [
  ['overview', 'Paths'],
  ['network', 'Network'],
  ['incidents', 'Incidents'],
] as const;

const Head = ({ address, name }: { readonly address: Address; readonly name: string | undefined }) => (
  <header class="top">
    <a class="skip" href="#main">
      Skip to the content
    </a>
    <h1>
      Pathwatch{' '}
      <span class="quiet">
        <bdi>{name}</bdi>
      </span>
    </h1>
    <nav aria-label="Pages">
      {places.map(([kind, title]) => (
        <a
          key={kind}
          href={hrefOf({ ...address, place: { kind } })}
          aria-current={address.place.kind === kind ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  </header>
);

const Shown = ({
  address,
  go,
  live,
}: {
  readonly address: Address;
  readonly go: (next: Partial<Address>) => void;
  readonly live: Live<Overview>;
}) => {
  const { place } = address;
  switch (place.kind) {
    case 'overview':
      return <OverviewPlace live={live} address={address} go={go} />;
    case 'incidents':
      return <IncidentsPlace live={live} address={address} go={go} />;
    case 'network':
      return <NetworkPlace />;
    case 'path':
      return <PathPlace key={place.id} id={place.id} address={address} go={go} />;
    case 'incident':
      return <IncidentPlace key={place.id} id={place.id} address={address} go={go} />;
  }
};

/** The page: its address tells what is shown, the server what is so. */
export const App = () => {
  const [address, go] = useAddress();
  const now = useNow();
  const live = useLive<Overview>(`/api/overview?days=${address.days}`, GAPS.overview);
  useHabits(go);
  const title = titleOf(address.place, live.value);
  useEffect(() => {
    document.title = title;
  }, [title]);
  const setting = {
    now,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    isLive: true,
    pathHref: (id: string) => hrefOf({ ...address, place: { kind: 'path', id } }),
    incidentHref: (id: string) => hrefOf({ ...address, place: { kind: 'incident', id } }),
  };
  return (
    <Surroundings.Provider value={setting}>
      <Head address={address} name={live.value?.name} />
      <p class="hidden" role="status">
        {live.value === undefined ? '' : headlineOf(live.value).text}
      </p>
      <main id="main" tabIndex={-1}>
        <Unlooked overview={live.value} />
        <Shown address={address} go={go} live={live} />
      </main>
    </Surroundings.Provider>
  );
};
