import { Incident } from '../components/incident.tsx';
import { Incidents } from '../components/incidents.tsx';
import { Paths, Summary, Unreadable } from '../components/overview.tsx';
import { Path } from '../components/path.tsx';
import { Picture } from '../components/picture.tsx';
import type { IncidentView } from '../view/incident.ts';
import type { PictureView } from '../view/layout.ts';
import type { Overview } from '../view/overview.ts';
import type { PathView } from '../view/path.ts';
import { sift } from '../view/sift.ts';
import { Acting } from './acting.tsx';
import type { Address } from './address.ts';
import { Days, Filter } from './filter.tsx';
import { useGrowing } from './growing.ts';
import { type Live, useLive } from './live.ts';
import { Loading, TroubleBanner } from './trouble.tsx';

interface PlaceProps {
  readonly address: Address;
  readonly go: (next: Partial<Address>) => void;
}

interface AtProps extends PlaceProps {
  readonly id: string;
}

/** Seconds between two questions. */
const GAPS = { path: 15, incident: 15, picture: 60 } as const;

const Rows = ({ overview, address }: { readonly overview: Overview; readonly address: Address }) => (
  <Paths sifted={sift(overview.paths, address)} by={address.by} most={useGrowing()} />
);

/** All paths, problems first. */
export const OverviewPlace = ({ live, address, go }: PlaceProps & { readonly live: Live<Overview> }) => {
  const { value, trouble } = live;
  return (
    <>
      <TroubleBanner trouble={trouble} isOld={value !== undefined} />
      {value === undefined ? (
        trouble === undefined && <Loading />
      ) : (
        <>
          {value.paths.length > 0 && <Summary overview={value} />}
          <Filter rows={value.paths} address={address} go={go} />
          <Rows overview={value} address={address} />
          <Unreadable sentences={value.unreadable} />
        </>
      )}
    </>
  );
};

/** The incidents of the time that is looked back on. */
export const IncidentsPlace = ({ live, address, go }: PlaceProps & { readonly live: Live<Overview> }) => {
  const { value, trouble } = live;
  return (
    <>
      <TroubleBanner trouble={trouble} isOld={value !== undefined} />
      <h2>Incidents</h2>
      <p>
        <Days address={address} go={go} />
      </p>
      {value === undefined ? (
        trouble === undefined && <Loading />
      ) : (
        <Incidents rows={value.incidents} label="All incidents" />
      )}
    </>
  );
};

/** One path. */
export const PathPlace = ({ id, address, go }: AtProps) => {
  const { value, trouble, refresh } = useLive<PathView>(
    `/api/paths/${encodeURIComponent(id)}?days=${address.days}`,
    GAPS.path,
  );
  return (
    <>
      <TroubleBanner trouble={trouble} isOld={value !== undefined} />
      {value === undefined ? (
        trouble === undefined && <Loading />
      ) : (
        <>
          <Path view={value} />
          <div class="actions">
            <Acting
              title="Mute"
              url="/api/mutes"
              lasts
              request={({ reason, minutes }) => ({ paths: [id], minutes, reason })}
              done={refresh}
            />
            <Days address={address} go={go} />
          </div>
        </>
      )}
    </>
  );
};

/** One incident. */
export const IncidentPlace = ({ id }: AtProps) => {
  const { value, trouble, refresh } = useLive<IncidentView>(`/api/incidents/${encodeURIComponent(id)}`, GAPS.incident);
  return (
    <>
      <TroubleBanner trouble={trouble} isOld={value !== undefined} />
      {value === undefined ? (
        trouble === undefined && <Loading />
      ) : (
        <>
          <Incident incident={value} />
          {value.endedAt === null && (
            <Acting
              title="Acknowledge"
              url="/api/acknowledgements"
              lasts={false}
              request={({ reason }) => ({ incident: id, reason })}
              done={refresh}
            />
          )}
        </>
      )}
    </>
  );
};

/** The network as the paths cross it. */
export const NetworkPlace = () => {
  const { value, trouble } = useLive<PictureView>('/api/picture', GAPS.picture);
  return (
    <>
      <TroubleBanner trouble={trouble} isOld={value !== undefined} />
      <h2>Network</h2>
      {value === undefined ? trouble === undefined && <Loading /> : <Picture view={value} />}
    </>
  );
};
