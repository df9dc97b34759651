import { VisuallyHidden } from '@mantine/core';
import { pressedKey } from '../../preview/pressed-key.ts';
import type { ScreenRow, ScreenRun } from '../../preview/screen-row.ts';
import { texts } from '../../texts/texts.ts';
import { background, foreground } from './screen-colours.ts';
import styles from './screen.module.css';
import { useSpokenScreen } from './use-spoken-screen.ts';

type Props = {
  readonly label: string;
  readonly rows: readonly ScreenRow[];
  readonly onKey: (key: string) => void;
};

/** A machine's text screen and keyboard. What changes on it is told to screen readers; Tab leads out of it. */
export function Screen({ label, rows, onKey }: Props) {
  const spoken = useSpokenScreen(rows);
  return (
    <>
      <div className={styles['frame']}>
        <div
          className={styles['screen']}
          role="application"
          aria-label={label}
          aria-roledescription={texts.preview.screenRole}
          tabIndex={0}
          onKeyDown={(event) => {
            const key = pressedKey(event);
            if (key === null) return;
            event.preventDefault();
            onKey(key);
          }}
        >
          {rows.map((row, index) => (
            <div className={styles['row']} key={`line ${index + 1}`}>
              {row.map((run, place) => (
                <Run key={`run ${place + 1}`} {...run} />
              ))}
            </div>
          ))}
        </div>
      </div>
      <VisuallyHidden role="status" aria-live="polite">
        {spoken}
      </VisuallyHidden>
    </>
  );
}

function Run(run: ScreenRun) {
  return (
    <span style={{ color: foreground(run.foreground), backgroundColor: background(run.background) }}>
      {run.text}
    </span>
  );
}
