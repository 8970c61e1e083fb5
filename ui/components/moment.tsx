import { agoText, timeText } from '../../lambda/asking/time.ts';
import { useSetting } from './setting.tsx';

/** A moment in the reader's time zone, and the ISO time for machines and for who hovers. */
export const Moment = ({ at }: { readonly at: string }) => (
  <time dateTime={at} title={at}>
    {timeText(at, useSetting())}
  </time>
);

/** The same, and how long ago that was. */
export const Since = ({ at }: { readonly at: string }) => {
  const setting = useSetting();
  return (
    <>
      <Moment at={at} /> <span class="quiet">({agoText(at, setting)})</span>
    </>
  );
};

/** How long ago a moment was; the moment itself for who hovers. */
export const Ago = ({ at }: { readonly at: string }) => {
  const setting = useSetting();
  return (
    <time dateTime={at} title={timeText(at, setting)}>
      {agoText(at, setting)}
    </time>
  );
};
