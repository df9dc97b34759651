import { Checkbox, Skeleton } from '@mantine/core';
import type { Machine } from '@netberth/api';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { Problem } from '../../parts/problem.tsx';
import { texts } from '../../texts/texts.ts';
import { columns } from './columns.tsx';
import type { MachineFilter } from './machine-filter.ts';
import { machineName } from '../../format/machine-name.ts';
import { toggled } from './selection.ts';
import type { Selection } from './selection.ts';
import { SortButton } from './sort-button.tsx';
import { useRowKeys } from './use-row-keys.ts';
import { useMachinePages } from './use-machine-pages.ts';

const rowPx = 34;
const template = `2.5rem ${columns.map(({ width }) => width).join(' ')}`;

type Props = {
  readonly filter: MachineFilter;
  readonly onSort: (sort: NonNullable<MachineFilter['sort']>) => void;
  readonly selection: Selection;
  /** undefined: nothing can be done with what is ticked, so nothing can be ticked. */
  readonly onSelect: ((selection: Selection) => void) | undefined;
  readonly total: number;
};

/** Only the rows in sight are in the page, however many there are; the browser scrolls through all of them. */
export function MachineTable({ filter, onSort, selection, onSelect, total }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => rowPx,
    overscan: 10,
  });
  const inSight = rows.getVirtualItems();
  const { machineAt, error } = useMachinePages(filter, inSight[0]?.index ?? 0, inSight.at(-1)?.index ?? 0);
  const tick = (machine: Machine | undefined) => {
    if (machine !== undefined) onSelect?.(toggled(selection, machine));
  };
  const onKeyDown = useRowKeys({
    frame,
    total,
    scrollTo: (index) => rows.scrollToIndex(index),
    onTick: onSelect && ((index) => tick(machineAt(index))),
  });
  return (
    <>
      <Problem error={error} />
      <div
        ref={frame}
        className="nb-table-frame"
        role="table"
        aria-label={texts.machines.title}
        aria-rowcount={total + 1}
        tabIndex={0}
        onKeyDown={onKeyDown}
        style={{ height: 'calc(100vh - 15rem)', minHeight: '16rem' }}
      >
        <div style={{ minWidth: '65rem' }}>
          <div role="rowgroup" className="nb-grid-head">
            <div
              role="row"
              aria-rowindex={1}
              className="nb-grid-row"
              style={{ gridTemplateColumns: template, height: rowPx }}
            >
              <div role="columnheader">
                <span className="nb-skip">{texts.machines.columns.select}</span>
              </div>
              {columns.map((column) => (
                <SortButton
                  key={column.title}
                  column={column}
                  current={filter.sort ?? 'id'}
                  onSort={onSort}
                />
              ))}
            </div>
          </div>
          <div
            role="rowgroup"
            className="nb-grid-body"
            style={{ height: rows.getTotalSize(), position: 'relative' }}
          >
            {inSight.map(({ index, start }) => {
              const machine = machineAt(index);
              return (
                <div
                  key={index}
                  role="row"
                  aria-rowindex={index + 2}
                  className="nb-grid-row"
                  style={{
                    gridTemplateColumns: template,
                    height: rowPx,
                    position: 'absolute',
                    inset: '0 0 auto 0',
                    transform: `translateY(${start}px)`,
                  }}
                >
                  <div role="cell">
                    {machine !== undefined && onSelect !== undefined && (
                      <Checkbox
                        size="xs"
                        aria-label={texts.machines.select(machineName(machine))}
                        checked={selection.has(machine.id)}
                        onChange={() => tick(machine)}
                      />
                    )}
                  </div>
                  {columns.map(({ title, cell }) => (
                    <div role="cell" key={title}>
                      {machine === undefined ? <Skeleton height={10} /> : cell(machine)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </>
  );
}
