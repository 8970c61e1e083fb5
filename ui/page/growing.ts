import { useEffect, useState } from 'preact/hooks';

/** Rows of the first drawing: more than the largest screen shows. */
const FIRST = 60;

/** How many rows to draw: a screenful at first, so that it is there at once, and all in the next moment. */
export const useGrowing = (): number => {
  const [most, setMost] = useState(FIRST);
  useEffect(() => {
    // Past the frame that draws the first ones.
    const frame = requestAnimationFrame(() => setTimeout(() => setMost(Number.POSITIVE_INFINITY)));
    return () => cancelAnimationFrame(frame);
  }, []);
  return most;
};
