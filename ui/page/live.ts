import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, Refused, type Trouble } from './ask.ts';

/** What is known of something that goes on. */
export interface Live<Value> {
  /** What was answered last; undefined until then. */
  readonly value: Value | undefined;
  /** Why the latest question was not answered. */
  readonly trouble: Trouble | undefined;
  /** Asks at once. */
  readonly refresh: () => void;
}

const defect = (error: unknown): Trouble => ({
  code: 'defect',
  message: error instanceof Error ? error.message : String(error),
  advice: 'load the page again, and report it',
});

/**
 * Asks so often, in seconds, while somebody looks at the page, and at once when they come back. What was known stays while the
 * table does not answer. `read` is trusted to fit: the server is of the same release as the page.
 */
export const useLive = <Value>(url: string, seconds: number): Live<Value> => {
  const [known, setKnown] = useState<Omit<Live<Value>, 'refresh'> & { readonly url: string }>();
  const again = useRef<() => void>(() => undefined);

  useEffect(() => {
    let isOver = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let version: string | undefined;
    let isAsking = false;
    // Raised where something was written: what was asked before tells of the time before.
    let wanted = 0;

    const take = (answer: Awaited<ReturnType<typeof ask>>): void => {
      if (answer !== undefined) version = answer.version;
      setKnown((before) => {
        if (answer === undefined && before?.trouble === undefined) return before;
        const value = answer === undefined ? before?.value : (answer.value as Value);
        return { url, value, trouble: undefined };
      });
    };
    const look = async (): Promise<void> => {
      clearTimeout(timer);
      if (isAsking) return;
      isAsking = true;
      const asked = wanted;
      try {
        const answer = await ask(url, version);
        if (!isOver && asked === wanted) take(answer);
      } catch (error) {
        const trouble = error instanceof Refused ? error.trouble : defect(error);
        if (!isOver) setKnown((before) => ({ url, value: before?.url === url ? before.value : undefined, trouble }));
      } finally {
        isAsking = false;
        if (!isOver) timer = setTimeout(next, asked === wanted ? seconds * 1000 : 0);
      }
    };
    const next = (): void => {
      if (document.visibilityState === 'visible') void look();
    };
    again.current = () => {
      version = undefined;
      wanted += 1;
      void look();
    };
    document.addEventListener('visibilitychange', next);
    void look();
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', next);
    };
  }, [url, seconds]);

  const isOfUrl = known?.url === url;
  return {
    value: isOfUrl ? known.value : undefined,
    trouble: isOfUrl ? known.trouble : undefined,
    refresh: () => again.current(),
  };
};
