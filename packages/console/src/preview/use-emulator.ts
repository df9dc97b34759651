import { useEffect, useRef, useState } from 'react';
import type { Emulator } from './emulator.ts';
import { fetchEmulatorParts } from './emulator-parts.ts';
import { emulatorScript } from './emulator-script.ts';
import { askPreview } from './preview-network.ts';
import type { Asked } from './preview-network.ts';
import { beginningOf } from './preview-start.ts';
import type { PreviewStart } from './preview-start.ts';
import type { ScreenRow } from './screen-row.ts';
import { standInScript } from './stand-in-script.ts';

export type EmulatorView = {
  readonly state: 'off' | 'starting' | 'on';
  readonly rows: readonly ScreenRow[];
  /** In the order in which it asked. */
  readonly asked: readonly Asked[];
  readonly error: unknown;
  readonly switchOn: () => Promise<void>;
  readonly switchOff: () => void;
  readonly press: (key: string) => void;
};

/** A PC in this page; it is off until somebody switches it on, and gone with the page. */
export function useEmulator(start: PreviewStart): EmulatorView {
  const emulator = useRef<Emulator>(null);
  const [state, setState] = useState<EmulatorView['state']>('off');
  const [rows, setRows] = useState<readonly ScreenRow[]>([]);
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const [error, setError] = useState<unknown>(null);
  const switchOff = () => {
    emulator.current?.pullPlug();
    emulator.current = null;
    setState('off');
  };
  useEffect(() => () => emulator.current?.pullPlug(), []);
  const fail = (why: unknown) => {
    switchOff();
    setError(why);
  };
  const answer = async (url: string) => {
    try {
      const answered = await askPreview(url, start.machine);
      setAsked((before) => [...before, answered.asked]);
      return emulatorScript(answered.script ?? standInScript(url, beginningOf(start)));
    } catch (why) {
      setError(why);
      return null;
    }
  };
  const switchOn = async () => {
    switchOff();
    setState('starting');
    setError(null);
    setAsked([]);
    setRows([]);
    try {
      const [parts, { Emulator: Pc }] = await Promise.all([
        fetchEmulatorParts(start.at),
        import('./emulator.ts'),
      ]);
      emulator.current = new Pc(parts, {
        answer,
        onScreen: setRows,
        onFailure: (why) => fail(new Error(why)),
      });
      setState('on');
    } catch (why) {
      fail(why);
    }
  };
  return { state, rows, asked, error, switchOn, switchOff, press: (key) => emulator.current?.press(key) };
}
