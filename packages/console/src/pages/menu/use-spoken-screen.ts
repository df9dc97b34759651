import { useEffect, useRef, useState } from 'react';
import type { ScreenRow } from '../../preview/screen-row.ts';
import { spokenScreen } from '../../preview/spoken-screen.ts';

/** A screen is drawn line by line: what is said waits until it stands still. */
const stillMs = 400;

/** What is to be said of a screen that has changed. */
export function useSpokenScreen(rows: readonly ScreenRow[]): string {
  const said = useRef<readonly ScreenRow[]>([]);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setSpoken(spokenScreen(said.current, rows));
      said.current = rows;
    }, stillMs);
    return () => clearTimeout(timer);
  }, [rows]);
  return spoken;
}
