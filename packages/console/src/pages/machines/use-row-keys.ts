import type { KeyboardEvent, RefObject } from 'react';

type Table = {
  readonly frame: RefObject<HTMLDivElement | null>;
  readonly total: number;
  readonly scrollTo: (index: number) => void;
  /** undefined: nothing can be ticked. */
  readonly onTick: ((index: number) => void) | undefined;
};

/** In the head stands row 1. */
const firstRow = 2;
const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Arrows lead from machine to machine, `x` ticks the one that has the focus, Enter opens it as every link. */
export function useRowKeys({ frame, total, scrollTo, onTick }: Table) {
  return (event: KeyboardEvent<HTMLElement>) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const current = rowIndexOf(event.target);
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max((current ?? -1) + step, 0), total - 1);
      scrollTo(next);
      const link = linkIn(frame.current, next);
      if (link !== null) link.focus();
      // The row is there when the table has drawn what it scrolled to.
      else requestAnimationFrame(() => linkIn(frame.current, next)?.focus());
    }
    if (event.key === 'x' && current !== null) onTick?.(current);
  };
}

function rowIndexOf(target: EventTarget): number | null {
  const row = target instanceof Element ? target.closest('[role="row"]') : null;
  return row === null ? null : Number(row.getAttribute('aria-rowindex')) - firstRow;
}

function linkIn(frame: HTMLElement | null, index: number): HTMLElement | null {
  return frame?.querySelector(`[aria-rowindex="${index + firstRow}"] a`) ?? null;
}
