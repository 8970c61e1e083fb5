import { useState } from 'preact/hooks';
import { act, Refused } from './ask.ts';

interface ActingProps {
  /** What the button says, and what it does. */
  readonly title: string;
  readonly url: string;
  /** The request, once it is known why, and for how long. */
  readonly request: (said: { readonly reason: string; readonly minutes: number }) => unknown;
  readonly lasts: boolean;
  readonly done: () => void;
}

const lengths: readonly (readonly [minutes: number, words: string])[] = [
  [30, '30 minutes'],
  [120, '2 hours'],
  [480, '8 hours'],
  [1440, '1 day'],
  [10_080, '7 days'],
];

/** Something that a reader may do, once they have said why. */
export const Acting = ({ title, url, request, lasts, done }: ActingProps) => {
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState(120);
  const [said, setSaid] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await act(url, request({ reason: reason.trim(), minutes }));
      setReason('');
      setSaid('Done.');
      done();
    } catch (error) {
      setSaid(error instanceof Refused ? `${error.trouble.message}; ${error.trouble.advice}.` : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <details class="acting">
      <summary>{title}</summary>
      <form onSubmit={submit}>
        {lasts && (
          <label>
            For{' '}
            <select value={minutes} onChange={(event) => setMinutes(Number(event.currentTarget.value))}>
              {lengths.map(([each, words]) => (
                <option key={each} value={each}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="reason">
          Why{' '}
          <input
            type="text"
            required
            maxLength={200}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={isBusy || reason.trim() === ''}>
          {title}
        </button>
      </form>
      <p role="status">{said ?? ''}</p>
    </details>
  );
};
